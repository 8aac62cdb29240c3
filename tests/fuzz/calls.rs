//! Calls as a broken or hostile page would send them (trust.md T69): every call of the list, with requests of any shape,
//! over a full book. Each is answered or refused with a `Failure`; none panics, and the book stays whole.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;

use app::KeyCost;
use app::calls::{ACTS, FILES, READS, empty_request};
use app::failure::{Code, Failure};
use app::host::{Host, Ids, Setup};
use app::program::Program;
use chrono::{DateTime, Utc};
use domain::id::FileToken;
use serde_json::{Value, json};

use super::changes::{Chance, WORDS};

/// Calls that close the book or take seconds in a build without optimisation: so many times less often they are well-formed.
const RARE: &[(&str, usize)] = &[
    ("lock", 40),
    ("leave_practice", 40),
    ("renew_practice", 400),
    ("sheet_picture", 40),
    ("save_sheet", 8),
    ("back_up", 8),
    ("restore_book", 8),
    ("create_book", 4),
    ("open_book", 4),
];

/// Calls between two looks at whether the book is still open.
const LOOK: u64 = 50;

/// Values of answers that are kept under one name of a field.
const KEPT: usize = 40;

/// A folder of its own, a clock that goes on by a second with each look, and files that are known by a word.
struct Hostile {
    folder: PathBuf,
    ids: Ids,
    looks: std::sync::atomic::AtomicI64,
}

impl Host for Hostile {
    fn now(&self) -> DateTime<Utc> {
        let looks = self.looks.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
        DateTime::from_timestamp(tests::app::TEN_O_CLOCK + looks, 0).unwrap_or_default()
    }

    fn new_id(&self) -> String {
        self.ids.next(self.now(), 0)
    }

    fn ids(&self) -> &Ids {
        &self.ids
    }

    fn path_of(&self, token: &FileToken) -> Option<PathBuf> {
        let number = token.as_str().strip_prefix("file-")?;
        let is_known = number.len() == 1 && number.bytes().all(|byte| byte.is_ascii_digit());
        is_known.then(|| self.folder.join(number))
    }

    fn random(&self, bytes: &mut [u8]) {
        bytes.fill(7);
    }
}

/// The program under attack, and what it has answered so far.
struct Attack {
    program: Program,
    chance: Chance,
    /// Values by the name of their field.
    seen: BTreeMap<String, Vec<Value>>,
    /// Calls that were answered.
    answered: u64,
    _folder: tempfile::TempDir,
}

impl Attack {
    fn begin(seed: u64) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let at = folder.path().to_path_buf();
        let list = "../assets/samples/city-list-2026.csv";
        let list = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(list);
        std::fs::copy(list, at.join("0")).expect("a list");
        let setup = Setup {
            book: at.join("book"),
            practice: at.join("practice"),
            settings: at.join("settings"),
            cost: KeyCost::PRACTICE,
        };
        let host = Hostile {
            folder: at,
            ids: Ids::default(),
            looks: 0.into(),
        };
        let mut attack = Self {
            program: Program::new(Box::new(host), setup),
            chance: Chance::of(seed),
            seen: BTreeMap::new(),
            answered: 0,
            _folder: folder,
        };
        attack.enter();
        attack
    }

    /// Opens the practice book, which holds something of everything, and asks every plain question once.
    fn enter(&mut self) {
        let opened = self.program.call("open_practice", Value::Null);
        assert!(
            opened.is_ok(),
            "the practice book does not open: {opened:?}"
        );
        for (name, _) in READS {
            let request = empty_request(name).map(|it| with_limit(it, 20));
            if let Ok(answer) = self.program.call(name, request.unwrap_or_default()) {
                self.keep(name, &answer);
            }
        }
    }

    /// Keeps the values of an answer under the names of their fields, and keys under what they are keys of.
    fn keep(&mut self, name: &str, value: &Value) {
        self.keep_one(name, value);
        match value {
            Value::Array(all) => {
                let one = name.trim_end_matches('s').to_owned();
                all.iter().take(10).for_each(|it| self.keep(&one, it));
            }
            Value::Object(fields) => {
                for (field, one) in fields {
                    // Rows are of what was asked for.
                    let field = if field == "rows" { name } else { field };
                    self.keep(field, one);
                }
                if let Some(id) = fields.get("id") {
                    self.keep_one(&format!("{}.id", name.trim_end_matches('s')), id);
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }

    fn keep_one(&mut self, name: &str, value: &Value) {
        let seen = self.seen.entry(name.to_owned()).or_default();
        match seen.len() {
            KEPT => seen[self.chance.below(KEPT)] = value.clone(),
            _ => seen.push(value.clone()),
        }
    }

    /// One call of the list with a request nobody should send.
    fn call(&mut self) -> (&'static str, Value) {
        let all = READS.len() + ACTS.len() + FILES.len();
        let at = self.chance.below(all);
        let names = READS.iter().map(|(name, _)| *name);
        let mut names = names
            .chain(ACTS.iter().copied())
            .chain(FILES.iter().copied());
        let name = names.nth(at).unwrap_or_default();
        let is_rare = RARE
            .iter()
            .any(|(rare, rarely)| *rare == name && self.chance.below(*rarely) > 0);
        if is_rare {
            return (name, self.odd());
        }
        let request = empty_request(name).unwrap_or_default();
        let mut request = self.filled(name, request);
        for _ in 0..self.chance.below(4).saturating_sub(1) {
            self.bend(&mut request);
        }
        (name, request)
    }

    /// A request with values the program has answered: most of its fields as they were, some as they stand elsewhere.
    fn filled(&mut self, name: &str, value: Value) -> Value {
        match value {
            Value::Object(fields) => {
                let known = |(field, value): (String, Value)| {
                    // A text that is not empty is a code; what is missing may be missing.
                    let is_code = value.as_str().is_some_and(|text| !text.is_empty());
                    let stays = (is_code && self.chance.below(10) > 0)
                        || (value.is_null() && self.chance.below(3) > 0);
                    let value = match self.chance.below(3) {
                        _ if stays => value,
                        0 => self.filled(&field, value),
                        _ => self.known(&field, &value).unwrap_or(value),
                    };
                    (field, value)
                };
                Value::Object(fields.into_iter().map(known).collect())
            }
            Value::Array(_) => {
                let one = name.trim_end_matches('s').to_owned();
                let many = self.chance.below(3);
                let known = (0..many).filter_map(|_| self.known(&one, &Value::Null));
                Value::Array(known.collect())
            }
            Value::String(_) => self.known(name, &value).unwrap_or(value),
            other @ (Value::Null | Value::Bool(_) | Value::Number(_)) => other,
        }
    }

    /// A value of the same type the program has answered: for a field of this name, or the key of what a call is about
    /// (`confirm_registrant`).
    fn known(&mut self, name: &str, like: &Value) -> Option<Value> {
        if name == "file" {
            return Some(json!(format!("file-{}", self.chance.below(4))));
        }
        let is_of = |key: &&String| match key.strip_suffix(".id") {
            Some(of) => like.is_string() && !of.is_empty() && name.contains(of),
            None => key.as_str() == name,
        };
        let is_like = |value: &&Value| {
            like.is_null() || std::mem::discriminant(*value) == std::mem::discriminant(like)
        };
        let fitting: Vec<&Value> = self
            .seen
            .iter()
            .filter(|(key, _)| is_of(key))
            .flat_map(|(_, values)| values.iter().filter(is_like))
            .collect();
        let at = self.chance.below(fitting.len());
        if let Some(value) = fitting.get(at) {
            return Some((*value).clone());
        }
        // The key of anything.
        let keys = self.seen.iter().filter(|(key, _)| key.ends_with(".id"));
        let keys: Vec<&Value> = keys.flat_map(|(_, values)| values).collect();
        let at = self.chance.below(keys.len());
        keys.get(at)
            .filter(|_| like.is_string())
            .map(|key| (*key).clone())
    }

    /// Spoils one place of a request: replaces it, leaves it out, or adds one.
    fn bend(&mut self, value: &mut Value) {
        let is_whole = self.chance.below(5) == 0;
        if let Some(fields) = value
            .as_object_mut()
            .filter(|it| !is_whole && !it.is_empty())
        {
            let at = self.chance.below(fields.len());
            let name = fields.keys().nth(at).cloned().unwrap_or_default();
            match self.chance.below(8) {
                0 => drop(fields.remove(&name)),
                1 => drop(fields.insert(self.word(), self.odd())),
                _ => self.bend(&mut fields[&name]),
            }
        } else if let Some(all) = value
            .as_array_mut()
            .filter(|it| !is_whole && !it.is_empty())
        {
            let at = self.chance.below(all.len());
            self.bend(&mut all[at]);
        } else {
            *value = self.odd();
        }
    }

    fn word(&mut self) -> String {
        WORDS[self.chance.below(WORDS.len())].to_owned()
    }

    /// A value of the wrong type or size.
    fn odd(&mut self) -> Value {
        match self.chance.below(20) {
            0 => Value::Null,
            1 => json!(true),
            2 => json!(-1),
            3 => json!(i64::MAX),
            4 => json!(i64::MIN),
            5 => json!(u64::MAX),
            6 => json!(1e308),
            7 => json!(0.5),
            8 => json!([]),
            9 => json!({}),
            10 => json!([[[[[[[[null]]]]]]]]),
            11 => (0..100).fold(Value::Null, |inner, _| json!({ "person": inner })),
            12 => json!("山".repeat(self.chance.below(5000))),
            13 => json!(["9999-12-31", "-262143-01-01", "2026-02-30"][self.chance.below(3)]),
            14 => json!("../../keys.slot"),
            15 => json!(vec![self.word(); self.chance.below(300)]),
            16 if self.chance.below(400) == 0 => json!("x".repeat(10_000_000)),
            _ => json!(self.word()),
        }
    }

    /// What is not an answer and not a refusal with a reason.
    fn fault(&mut self, name: &str, request: &Value) -> Option<String> {
        let called = catch_unwind(AssertUnwindSafe(|| {
            self.program.call(name, request.clone())
        }));
        match called {
            Err(_) => Some("it panicked".to_owned()),
            Ok(Ok(answer)) => {
                self.keep(name, &answer);
                self.answered += 1;
                None
            }
            Ok(Err(failure)) => unexplained(&failure),
        }
    }

    /// Opens the book again where a call has closed it.
    fn look(&mut self) {
        let state = self.program.call("state", Value::Null).expect("a state");
        if state["presence"] != "open" || state["practice"] != true {
            self.program.call("lock", Value::Null).ok();
            self.enter();
        }
    }
}

/// A fault of the program is one only where the request was of another shape.
fn unexplained(failure: &Failure) -> Option<String> {
    let is_explained = failure.code != Code::Fault || failure.hint.contains("another shape");
    (!is_explained).then(|| format!("{failure:?}"))
}

fn with_limit(mut request: Value, limit: u32) -> Value {
    if let Some(wanted) = request.get_mut("limit") {
        *wanted = json!(limit);
    }
    request
}

/// Sends calls until `goes_on` says no more and returns how many; panics with the first that was not answered as promised.
pub(crate) fn attack(seed: u64, goes_on: impl Fn(u64) -> bool) -> u64 {
    let mut attack = Attack::begin(seed);
    let mut sent = 0;
    while goes_on(sent) {
        let (name, request) = attack.call();
        if let Some(fault) = attack.fault(name, &request) {
            let told: String = request.to_string().chars().take(2000).collect();
            panic!("{name}, seed {seed}, call {sent}: {fault}\n{told}");
        }
        sent += 1;
        if sent.is_multiple_of(LOOK) {
            attack.look();
        }
    }
    // Whatever was sent: what was saved opens again, and answers.
    attack.program.call("lock", Value::Null).expect("locking");
    attack.enter();
    attack
        .program
        .call("home", Value::Null)
        .expect("the book answers");
    // A flood of refusals would prove nothing.
    assert!(
        attack.answered * 5 > sent,
        "{} of {sent} answered",
        attack.answered
    );
    sent
}
