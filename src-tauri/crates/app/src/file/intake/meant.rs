//! Who is meant by a name in a list. Two candidates means a person decides: nobody is chosen by guess.

use std::collections::{BTreeMap, BTreeSet};

use domain::address::{building_key, read_address, town_key};
use domain::name::{fold, fold_kana, is_kana_only};
use domain::person::Person;

/// Words behind or before a name that are not part of it.
const HONORIFICS: [&str; 4] = ["さん", "様", "さま", "殿"];

/// Answers that name nobody.
const NOBODY: [&str; 7] = [
    "なし",
    "無し",
    "無",
    "ない",
    "特になし",
    "今はなし",
    "いない",
];

/// Remarks in brackets that say the person is not there any more.
const GONE: [&str; 6] = ["死亡", "転出", "転居", "亡", "施設", "故人"];

/// Who is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Meant {
    /// Exactly one, by place in the list of bearers.
    One(usize),
    /// Several, or one who is only perhaps meant: a person has to choose.
    Several(Vec<usize>),
    /// Nobody who is known.
    Nobody,
}

/// A person who may be meant.
struct Bearer {
    family: String,
    given_kana: String,
    kana: String,
    name: String,
    person: Person,
}

/// The people of one role, found by name.
pub(crate) struct Bearers {
    all: Vec<Bearer>,
    by_name: BTreeMap<String, Vec<usize>>,
    by_kana: BTreeMap<String, Vec<usize>>,
    by_family: BTreeMap<String, Vec<usize>>,
    towns: BTreeSet<String>,
}

impl Bearers {
    /// Makes the lists of names; the answers count in the order given here.
    pub(crate) fn of(people: impl IntoIterator<Item = Person>) -> Self {
        let mut bearers = Self {
            all: Vec::new(),
            by_name: BTreeMap::new(),
            by_kana: BTreeMap::new(),
            by_family: BTreeMap::new(),
            towns: BTreeSet::new(),
        };
        for person in people {
            bearers.add(person);
        }
        bearers
    }

    fn add(&mut self, person: Person) {
        let place = self.all.len();
        let given_kana = person
            .name_kana
            .split_once(' ')
            .map(|(_, given)| fold_kana(given));
        let bearer = Bearer {
            family: fold(&person.family_name),
            given_kana: given_kana.unwrap_or_default(),
            kana: person.kana_key.clone(),
            name: person.name_key.clone(),
            person,
        };
        self.towns.insert(town_key(&bearer.person.address.town));
        self.by_name
            .entry(bearer.name.clone())
            .or_default()
            .push(place);
        self.by_kana
            .entry(bearer.kana.clone())
            .or_default()
            .push(place);
        self.by_family
            .entry(bearer.family.clone())
            .or_default()
            .push(place);
        self.all.push(bearer);
    }

    /// Returns who is meant by a name and, if there is one, an address.
    pub(crate) fn meant(&self, name: &str, address: &str) -> Meant {
        let key = fold(without_honorific(name));
        if key.is_empty() {
            return Meant::Nobody;
        }
        for (found, sure) in [
            (self.by_name.get(&key).cloned().unwrap_or_default(), true),
            (self.by_reading(&key), true),
            (self.by_half_reading(&key), true),
            (self.by_family.get(&key).cloned().unwrap_or_default(), false),
        ] {
            if !found.is_empty() {
                return self.narrowed(found, address, sure);
            }
        }
        Meant::Nobody
    }

    fn by_reading(&self, key: &str) -> Vec<usize> {
        if !is_kana_only(key) {
            return Vec::new();
        }
        self.by_kana
            .get(&fold_kana(key))
            .cloned()
            .unwrap_or_default()
    }

    /// 近藤タカシ: the family name as written, the given name in kana.
    fn by_half_reading(&self, key: &str) -> Vec<usize> {
        let fits = |bearer: &Bearer| {
            let rest = key.strip_prefix(bearer.family.as_str()).unwrap_or_default();
            !bearer.family.is_empty()
                && is_kana_only(rest)
                && !rest.is_empty()
                && fold_kana(rest) == bearer.given_kana
        };
        (0..self.all.len())
            .filter(|&place| fits(&self.all[place]))
            .collect()
    }

    /// Narrows candidates by the address. Someone whose address says otherwise is only perhaps meant.
    fn narrowed(&self, found: Vec<usize>, address: &str, sure: bool) -> Meant {
        let at: Vec<Fit> = found
            .iter()
            .map(|&it| self.fit(&self.all[it].person, address))
            .collect();
        let fitting: Vec<usize> = pick(&found, &at, Fit::Yes);
        if let [one] = fitting.as_slice() {
            return Meant::One(*one);
        }
        if fitting.len() > 1 {
            return Meant::Several(fitting);
        }
        match found.as_slice() {
            [one] if sure && at[0] == Fit::NotSaid => Meant::One(*one),
            _ => Meant::Several(found),
        }
    }

    /// Returns what an address says about a person. A building without its street says nothing unless it is hers.
    fn fit(&self, person: &Person, address: &str) -> Fit {
        let home = building_key(&format!("{}{}", person.building, person.room));
        if !home.is_empty() && home == building_key(address) {
            return Fit::Yes;
        }
        let (said, at) = (read_address(address, ""), &person.address);
        let town = town_key(&said.town);
        let somewhere_else = !town.is_empty() && !self.towns.contains(&town);
        let mut said_numbers: Vec<u32> = [said.chome, said.ban, said.go]
            .into_iter()
            .flatten()
            .collect();
        if somewhere_else || said_numbers.is_empty() {
            return Fit::NotSaid;
        }
        let numbers: Vec<u32> = [at.chome, at.ban, at.go].into_iter().flatten().collect();
        said_numbers.truncate(numbers.len());
        // 「1-11」 may begin at the 丁目 or at the 番.
        let numbers_fit = numbers
            .windows(said_numbers.len().max(1))
            .any(|some| some == said_numbers);
        let town_fits = town.is_empty() || town == town_key(&at.town);
        if town_fits && numbers_fit {
            Fit::Yes
        } else {
            Fit::No
        }
    }

    /// Returns who is meant by a free text with one or more names, and whether all of it was understood.
    pub(crate) fn meant_in_words(&self, text: &str) -> Vec<Meant> {
        let mut meant = Vec::new();
        for part in text.split(['、', '・', '／', '/', ',', '，', '\n']) {
            let part = part.trim();
            if part.is_empty() || names_nobody(part) {
                continue;
            }
            meant.extend(self.meant_by_part(part));
        }
        meant
    }

    fn meant_by_part(&self, part: &str) -> Vec<Meant> {
        let (name, remark) = without_brackets(part);
        if GONE.iter().any(|word| remark.contains(word)) {
            return vec![Meant::Nobody];
        }
        let whole = self.meant_with_remark(&name, &remark);
        if whole != Meant::Nobody {
            return vec![whole];
        }
        if let Some((place, who)) = name.rsplit_once('の') {
            let there = self.meant(who, place);
            if there != Meant::Nobody {
                return vec![there];
            }
        }
        let words: Vec<&str> = name.split_whitespace().collect();
        if words.len() > 1 {
            return words.into_iter().map(|word| self.meant(word, "")).collect();
        }
        vec![Meant::Nobody]
    }

    /// A remark is an address (1-11) or the given name (田辺さん(静江)).
    fn meant_with_remark(&self, name: &str, remark: &str) -> Meant {
        let with_given = format!("{}{remark}", without_honorific(name));
        let full = self.meant(&with_given, "");
        if !remark.is_empty() && full != Meant::Nobody {
            return full;
        }
        self.meant(name, remark)
    }
}

/// Returns whether a text says that there is nobody.
pub(crate) fn names_nobody(text: &str) -> bool {
    let text = text.trim();
    text.chars().all(|c| "-－ー―—‐−".contains(c)) || NOBODY.iter().any(|it| fold(it) == fold(text))
}

fn without_honorific(name: &str) -> &str {
    let name = name.trim();
    HONORIFICS
        .iter()
        .find_map(|word| name.strip_suffix(word))
        .unwrap_or(name)
        .trim()
}

/// Returns the text without what stands in brackets, and that.
fn without_brackets(text: &str) -> (String, String) {
    let Some(open) = text.find(['（', '(']) else {
        return (text.trim().to_owned(), String::new());
    };
    let inside = text[open..].trim_matches(['（', '(', '）', ')', ' ', '　']);
    (text[..open].trim().to_owned(), inside.to_owned())
}

/// What an address says about a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fit {
    Yes,
    No,
    NotSaid,
}

fn pick(found: &[usize], at: &[Fit], wanted: Fit) -> Vec<usize> {
    found
        .iter()
        .zip(at)
        .filter(|(_, fit)| **fit == wanted)
        .map(|(place, _)| *place)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bearer(family: &str, given: &str, kana: &str, address: &str, flat: &str) -> Person {
        let mut person = Person {
            family_name: family.into(),
            given_name: given.into(),
            name_kana: kana.into(),
            address_raw: address.into(),
            building: flat.into(),
            ..Person::default()
        };
        let day = chrono::NaiveDate::from_ymd_opt(2026, 11, 25).unwrap();
        let council = domain::council::Council::default();
        assert_eq!(
            crate::act::person::remake(&mut person, None, &council, day),
            Vec::new()
        );
        person
    }

    fn district() -> Bearers {
        Bearers::of([
            bearer("佐藤", "和子", "サトウ カズコ", "せせらぎ町1丁目4番6号", ""),
            bearer(
                "佐藤",
                "和子",
                "サトウ カズコ",
                "せせらぎ町3丁目1番11号",
                "",
            ),
            bearer("髙橋", "正雄", "タカハシ マサオ", "若草台1丁目2番3号", ""),
            bearer("近藤", "隆", "コンドウ タカシ", "せせらぎ町3丁目2番1号", ""),
            bearer(
                "山本",
                "繁",
                "ヤマモト シゲル",
                "せせらぎ町2丁目5番12号",
                "みどりハイツ第二203",
            ),
            bearer(
                "山本",
                "茂",
                "ヤマモト シゲル",
                "せせらぎ町2丁目5番12号",
                "みどりハイツ第一203",
            ),
            bearer("田邉", "静江", "タナベ シズエ", "風見町1丁目1番1号", ""),
            bearer("小島", "文男", "コジマ フミオ", "風見町1丁目1番2号", ""),
        ])
    }

    #[test]
    fn a_name_that_one_person_bears_is_found_in_another_spelling() {
        assert_eq!(district().meant("高橋 正雄さん", ""), Meant::One(2));
        assert_eq!(district().meant("近藤タカシ", ""), Meant::One(3));
    }

    #[test]
    fn a_name_that_two_people_bear_is_told_by_the_address_or_not_at_all() {
        assert_eq!(district().meant("佐藤和子", ""), Meant::Several(vec![0, 1]));
        assert_eq!(
            district().meant("佐藤　和子", "せせらぎ町1-4-6"),
            Meant::One(0)
        );
        assert_eq!(
            district().meant_in_words("佐藤和子さん（1-11）"),
            vec![Meant::One(1)]
        );
    }

    #[test]
    fn a_surname_alone_is_never_enough() {
        assert_eq!(district().meant("小島さん", ""), Meant::Several(vec![7]));
    }

    #[test]
    fn free_words_name_people_in_many_ways() {
        let district = district();
        assert_eq!(
            district.meant_in_words("田辺さん(静江)"),
            vec![Meant::One(6)]
        );
        assert_eq!(
            district.meant_in_words("みどりハイツ第二203の山本さん"),
            vec![Meant::One(4)]
        );
        assert_eq!(
            district.meant_in_words("高橋正雄　近藤隆"),
            vec![Meant::One(2), Meant::One(3)]
        );
        assert_eq!(
            district.meant_in_words("近藤隆（死亡）"),
            vec![Meant::Nobody]
        );
        assert_eq!(district.meant_in_words("今はなし"), Vec::new());
        assert_eq!(district.meant_in_words("－"), Vec::new());
        assert_eq!(
            district.meant_in_words("会長に聞いてください"),
            vec![Meant::Nobody]
        );
    }
}
