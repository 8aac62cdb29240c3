//! The directory from the tables: all of it, or the lines a commit changed.

use std::collections::{BTreeSet, HashMap};

use domain::address::Address;
use domain::confirmation::{Fact, settled_on};
use domain::consent::ConsentStatus;
use domain::name::{fold, fold_kana, kana_row};
use domain::pairing::PairingStatus;
use domain::person::{HouseholdType, Person};
use domain::phone::Phone;
use domain::supporter::Availability;
use rusqlite::{Connection, Row, ToSql};

use crate::StoreError;
use crate::directory::frame::{Frame, Names};
use crate::directory::list::List;
use crate::directory::search::{Folding, Text};
use crate::directory::{Directory, Pair, Registrant, Supporter, Who};
use crate::journal::Changed;
use crate::tables::text_to;

/// The columns of a person, in the order `read_who` takes them, of `person` as `p`.
const WHO: &str = "p.\"id\", p.\"family_name\", p.\"given_name\", p.\"name_key\", p.\"kana_key\", p.\"name_kana\",
    p.\"birth_date\", p.\"address\", p.\"building\", p.\"room\", p.\"phones\", p.\"block\", p.\"typing_form\",
    p.\"address_raw\"";

/// How many columns `WHO` has.
const AFTER_WHO: usize = 14;

/// Which rows are wanted.
#[derive(Clone, Copy)]
enum Of<'a> {
    All,
    One(&'a str),
}

impl Of<'_> {
    fn clause(self, column: &str) -> String {
        match self {
            Of::All => String::new(),
            Of::One(_) => format!(" AND {column} = ?1"),
        }
    }

    fn visit(
        &self,
        connection: &Connection,
        query: &str,
        visit: &mut dyn FnMut(&Row<'_>) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let mut statement = connection.prepare_cached(query)?;
        let key: &[&dyn ToSql] = match self {
            Of::All => &[],
            Of::One(key) => &[key],
        };
        let mut rows = statement.query(key)?;
        while let Some(row) = rows.next()? {
            visit(row)?;
        }
        Ok(())
    }
}

impl Directory {
    /// Builds the directory of everybody.
    pub(crate) fn build(connection: &Connection) -> Result<Self, StoreError> {
        let mut directory = Self::default();
        directory.read_frame(connection)?;
        let frame = &directory.frame;
        directory.registrants = List::new(registrants(connection, Of::All)?, frame);
        directory.supporters = List::new(supporters(connection, Of::All)?, frame);
        names(connection, Of::All, &mut directory.names)?;
        Ok(directory)
    }

    /// Makes the lines true again that a commit changed.
    pub(crate) fn follow(
        &mut self,
        connection: &Connection,
        changed: &Changed,
    ) -> Result<(), StoreError> {
        if changed.frame {
            self.read_frame(connection)?;
            self.registrants.brief_again(&self.frame);
            self.supporters.brief_again(&self.frame);
        }
        let mut lines = changed.registrants.clone();
        let mut supporter_lines = changed.supporters.clone();
        for person in &changed.people {
            self.names.remove(person);
            names(connection, Of::One(person), &mut self.names)?;
            add_roles(connection, "registrant", person, &mut lines)?;
            add_roles(connection, "supporter", person, &mut supporter_lines)?;
        }
        for id in &lines {
            let line = registrants(connection, Of::One(id))?.pop();
            self.registrants.replace(id, line, &self.frame);
        }
        for id in &supporter_lines {
            let line = supporters(connection, Of::One(id))?.pop();
            self.supporters.replace(id, line, &self.frame);
        }
        Ok(())
    }

    fn read_frame(&mut self, connection: &Connection) -> Result<(), StoreError> {
        self.frame = Frame::default();
        let blocks = "SELECT \"id\", \"name\" FROM \"block\"";
        Of::All.visit(connection, blocks, &mut |row| {
            self.frame.add_block(row.get(0)?, row.get(1)?);
            Ok(())
        })?;
        let councils = "SELECT \"id\", \"supporters_wanted\", \"confirm_months\" FROM \"council\"";
        Of::All.visit(connection, councils, &mut |row| {
            self.frame
                .add_council(row.get(0)?, row.get(1)?, row.get(2)?);
            Ok(())
        })
    }
}

fn add_roles(
    connection: &Connection,
    role: &str,
    person: &str,
    ids: &mut BTreeSet<String>,
) -> Result<(), StoreError> {
    let query = format!("SELECT \"id\" FROM \"{role}\" WHERE \"person\" = ?1");
    Of::One(person).visit(connection, &query, &mut |row| {
        ids.insert(row.get(0)?);
        Ok(())
    })
}

fn names(connection: &Connection, of: Of<'_>, names: &mut Names) -> Result<(), StoreError> {
    let query = format!(
        "SELECT \"id\", \"name_key\", \"kana_key\", \"family_name\", \"given_name\", \"name_kana\" FROM \"person\"
         WHERE (\"family_name\" <> '' OR \"given_name\" <> ''){}",
        of.clause("\"id\"")
    );
    of.visit(connection, &query, &mut |row| {
        let (name_key, kana_key) = keys(
            row.get(1)?,
            row.get(2)?,
            row.get(3)?,
            row.get(4)?,
            row.get_ref(5)?.as_str()?,
        );
        names.add(row.get(0)?, name_key, kana_key);
        Ok(())
    })
}

/// Returns the keys for comparing, made anew where a record was stored without them.
fn keys(
    name_key: String,
    kana_key: String,
    family: String,
    given: String,
    kana: &str,
) -> (String, String) {
    let name_key = if name_key.is_empty() {
        fold(&(family + &given))
    } else {
        name_key
    };
    (
        name_key,
        if kana_key.is_empty() {
            fold_kana(kana)
        } else {
            kana_key
        },
    )
}

/// Reads the person at the beginning of a row.
fn read_who(row: &Row<'_>, folding: &mut Folding) -> Result<(Who, Text), StoreError> {
    let (family, given): (String, String) = (row.get(1)?, row.get(2)?);
    let kana: String = row.get(5)?;
    let name = Person {
        family_name: family.clone(),
        given_name: given.clone(),
        ..Person::default()
    };
    let (name_key, kana_key) = keys(row.get(3)?, row.get(4)?, family, given, &kana);
    let birth: Option<String> = row.get(6)?;
    let address: Address = json(row, 7)?;
    let address_raw = row.get_ref(13)?.as_str()?;
    let (building, room): (String, String) = (row.get(8)?, row.get(9)?);
    let phones: Vec<Phone> = json(row, 10)?;
    let mut text = Text::default();
    text.add(&name_key);
    text.add(&kana_key);
    text.add(folding.fold(row.get_ref(12)?.as_str()?));
    let shown_address = add_address(&mut text, folding, &address, address_raw);
    text.add(folding.fold(&format!("{building}{room}")));
    text.add_room(&room);
    phones
        .iter()
        .for_each(|phone| text.add_phone(&phone.digits));
    let first_kana: String = kana_key.chars().take(1).collect();
    let who = Who {
        name: name.name(),
        kana_row: u8::try_from(kana_row(&first_kana).min(10)).unwrap_or(10),
        kana,
        name_key,
        kana_key,
        birth: birth.as_deref().and_then(text_to),
        address: shown_address,
        building: [building, room]
            .into_iter()
            .filter(|p| !p.is_empty())
            .collect::<Vec<_>>()
            .join(" "),
        block: row.get(11)?,
        phone: phones.first().map(Phone::shown).unwrap_or_default(),
        text: String::new(),
    };
    Ok((who, text))
}

/// Adds what an address can be found by, and returns it as shown: as understood, else as received.
fn add_address(text: &mut Text, folding: &mut Folding, address: &Address, raw: &str) -> String {
    let line = address.line();
    let town = folding.fold(&address.town).to_owned();
    if let Some(behind) = line
        .strip_prefix(address.town.as_str())
        .filter(|b| !b.is_empty())
    {
        text.add(&format!("{town}{}", folding.fold(behind)));
    }
    if let (Some(chome), Some(ban)) = (address.chome, address.ban) {
        let go = address.go.map(|go| format!("-{go}")).unwrap_or_default();
        text.add(&format!(
            "{town}{}",
            folding.fold(&format!("{chome}-{ban}{go}"))
        ));
    }
    // Whatever was not understood can only be found as it was received.
    if address.town.is_empty() || !address.rest.is_empty() || address.ban.is_none() {
        text.add(&domain::name::fold(raw));
    }
    if line.is_empty() {
        raw.to_owned()
    } else {
        line
    }
}

fn json<T: for<'de> serde::Deserialize<'de>>(
    row: &Row<'_>,
    column: usize,
) -> Result<T, StoreError> {
    let text = row.get_ref(column)?.as_str()?;
    serde_json::from_str(text).map_err(|e| StoreError::Damaged(format!("column {column}: {e}")))
}

fn code<T: for<'de> serde::Deserialize<'de>>(
    row: &Row<'_>,
    column: usize,
) -> Result<T, StoreError> {
    let text = row.get_ref(column)?.as_str()?;
    text_to(text).ok_or_else(|| StoreError::Damaged(format!("column {column}: {text}")))
}

fn registrants(connection: &Connection, of: Of<'_>) -> Result<Vec<Registrant>, StoreError> {
    let query = format!(
        "SELECT {WHO}, r.\"id\", r.\"council\", r.\"city_no\", r.\"mobility\", r.\"status\",
         r.\"supporters_wanted\", r.\"confirmed_on\", r.\"fact_days\", p.\"household_type\", r.\"status_date\"
         FROM \"registrant\" r JOIN \"person\" p ON p.\"id\" = r.\"person\"
         WHERE r.\"status\" <> 'erased'{}",
        of.clause("r.\"id\"")
    );
    let mut consents = newest_consents(connection, of)?;
    let mut tasks = open_tasks(connection, of)?;
    let mut pairs = present_pairs(connection, of)?;
    let mut folding = Folding::default();
    let mut lines = Vec::new();
    of.visit(connection, &query, &mut |row| {
        let (mut who, mut text) = read_who(row, &mut folding)?;
        let id: String = row.get(AFTER_WHO)?;
        text.add_number(row.get_ref(AFTER_WHO + 2)?.as_str()?);
        who.text = text.done();
        let confirmed: Option<String> = row.get(AFTER_WHO + 6)?;
        let confirmed_on = confirmed.as_deref().and_then(text_to);
        let status_date: Option<String> = row.get(AFTER_WHO + 9)?;
        let mut pairs = pairs.remove(&id).unwrap_or_default();
        pairs.sort_by_key(|pair| pair.rank);
        lines.push(Registrant {
            who,
            council: row.get(AFTER_WHO + 1)?,
            mobility: code(row, AFTER_WHO + 3)?,
            status: code(row, AFTER_WHO + 4)?,
            status_date: status_date.as_deref().and_then(text_to),
            wanted: row.get(AFTER_WHO + 5)?,
            confirmed_on,
            settled_on: settled_on(Fact::ALL, &json(row, AFTER_WHO + 7)?, confirmed_on),
            consent: consents.remove(&id).unwrap_or_default(),
            alone: code::<HouseholdType>(row, AFTER_WHO + 8)? == HouseholdType::Alone,
            tasks: tasks.remove(&id).unwrap_or_default(),
            pairs,
            id,
        });
        Ok(())
    })?;
    Ok(lines)
}

/// The newest consent of each registrant counts; keys are time-ordered.
fn newest_consents(
    connection: &Connection,
    of: Of<'_>,
) -> Result<HashMap<String, ConsentStatus>, StoreError> {
    let query = format!(
        "SELECT \"registrant\", \"status\" FROM \"consent\" WHERE true{} ORDER BY \"id\"",
        of.clause("\"registrant\"")
    );
    let mut newest = HashMap::new();
    of.visit(connection, &query, &mut |row| {
        newest.insert(row.get(0)?, code(row, 1)?);
        Ok(())
    })?;
    Ok(newest)
}

fn open_tasks(connection: &Connection, of: Of<'_>) -> Result<HashMap<String, u32>, StoreError> {
    let query = format!(
        "SELECT \"registrant\", count(*) FROM \"task\"
         WHERE \"done_at\" IS NULL AND \"registrant\" IS NOT NULL{} GROUP BY \"registrant\"",
        of.clause("\"registrant\"")
    );
    let mut open = HashMap::new();
    of.visit(connection, &query, &mut |row| {
        open.insert(row.get(0)?, row.get(1)?);
        Ok(())
    })?;
    Ok(open)
}

fn present_pairs(
    connection: &Connection,
    of: Of<'_>,
) -> Result<HashMap<String, Vec<Pair>>, StoreError> {
    let query = format!(
        "SELECT \"registrant\", \"supporter\", \"rank\", \"same_household\", \"status\" FROM \"pairing\"
         WHERE \"status\" <> 'ended'{} ORDER BY \"id\"",
        of.clause("\"registrant\"")
    );
    let mut pairs: HashMap<String, Vec<Pair>> = HashMap::new();
    of.visit(connection, &query, &mut |row| {
        let same_household: bool = row.get(3)?;
        pairs.entry(row.get(0)?).or_default().push(Pair {
            supporter: row.get(1)?,
            rank: row.get(2)?,
            counts: !same_household,
            agreed: code::<PairingStatus>(row, 4)?.is_agreed(),
        });
        Ok(())
    })?;
    Ok(pairs)
}

fn supporters(connection: &Connection, of: Of<'_>) -> Result<Vec<Supporter>, StoreError> {
    let query = format!(
        "SELECT {WHO}, s.\"id\", s.\"status\", s.\"kind\", s.\"age_band\", s.\"availability\", s.\"max_load\",
         s.\"list_no\"
         FROM \"supporter\" s JOIN \"person\" p ON p.\"id\" = s.\"person\" WHERE true{}",
        of.clause("s.\"id\"")
    );
    let mut loads = loads(connection, of)?;
    let mut folding = Folding::default();
    let mut lines = Vec::new();
    of.visit(connection, &query, &mut |row| {
        let (mut who, mut text) = read_who(row, &mut folding)?;
        let id: String = row.get(AFTER_WHO)?;
        text.add_number(row.get_ref(AFTER_WHO + 6)?.as_str()?);
        who.text = text.done();
        let availability: Availability = json(row, AFTER_WHO + 4)?;
        lines.push(Supporter {
            who,
            status: code(row, AFTER_WHO + 1)?,
            kind: code(row, AFTER_WHO + 2)?,
            age_band: code(row, AFTER_WHO + 3)?,
            weekday_day: availability.weekday_day,
            weekday_night: availability.weekday_night,
            limit: domain::supporter::Supporter::limit_of(row.get(AFTER_WHO + 5)?),
            load: loads.remove(&id).unwrap_or_default(),
            id,
        });
        Ok(())
    })?;
    Ok(lines)
}

fn loads(connection: &Connection, of: Of<'_>) -> Result<HashMap<String, u32>, StoreError> {
    let query = format!(
        "SELECT \"supporter\", count(*) FROM \"pairing\" WHERE \"status\" <> 'ended'{} GROUP BY \"supporter\"",
        of.clause("\"supporter\"")
    );
    let mut loads = HashMap::new();
    of.visit(connection, &query, &mut |row| {
        loads.insert(row.get(0)?, row.get(1)?);
        Ok(())
    })?;
    Ok(loads)
}
