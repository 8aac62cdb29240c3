//! The list of columns, the fields of the records and the tables of a new file are the same.

use super::*;
use crate::migrate;

fn fresh() -> Connection {
    let connection = Connection::open_in_memory().unwrap();
    migrate::create(&connection).unwrap();
    connection
}

/// Collects the field names of a record, in order.
fn fields_of<R: Record>() -> Vec<String> {
    let image = serde_json::to_string(&R::default()).unwrap();
    let value: serde_json::Value = serde_json::from_str(&image).unwrap();
    let names: Vec<&String> = value.as_object().unwrap().keys().collect();
    let mut names: Vec<String> = names.into_iter().cloned().collect();
    names.sort_by_key(|name| image.find(&format!("\"{name}\":")).unwrap());
    names
}

#[test]
fn columns_match_records() {
    let connection = fresh();
    for &kind in Kind::ALL {
        let mut fields = with_record!(kind, R => fields_of::<R>());
        let mut listed: Vec<String> = columns::of(kind)
            .iter()
            .map(|c| c.name.to_owned())
            .collect();
        let mut statement = connection
            .prepare("SELECT name FROM pragma_table_info(?1)")
            .unwrap();
        let stored = statement
            .query_map([kind.code()], |row| row.get::<_, String>(0))
            .unwrap();
        let mut stored: Vec<String> = stored.map(Result::unwrap).collect();
        for names in [&mut fields, &mut listed, &mut stored] {
            names.sort();
        }
        assert_eq!(listed, fields, "list of columns and fields of {kind:?}");
        assert_eq!(stored, fields, "table and fields of {kind:?}");
        assert!(
            table(kind).is_ok(),
            "order of the columns of {kind:?}: {:?}",
            Table::new(kind).err()
        );
    }
}

#[test]
fn every_table_is_strict() {
    let connection = fresh();
    for &kind in Kind::ALL {
        let name = kind.code();
        let strict: i64 = connection
            .query_row(
                "SELECT strict FROM pragma_table_list WHERE name = ?1",
                [&name],
                |r| r.get(0),
            )
            .unwrap();
        assert_eq!(strict, 1, "{name}");
    }
}

#[test]
fn an_empty_record_has_an_empty_image() {
    for &kind in Kind::ALL {
        let table = table(kind).unwrap();
        assert_eq!(table.image(&table.defaults), "{}", "{kind:?}");
        assert_eq!(
            table.cells_of_image("{}").unwrap(),
            table.defaults,
            "{kind:?}"
        );
    }
}

#[test]
fn a_record_comes_back_from_its_row_and_from_its_image() {
    use domain::person::{Gender, Person};
    use domain::phone::Phone;
    let connection = fresh();
    let table = table(Kind::Person).unwrap();
    let person = Person {
        id: "p1".to_owned().into(),
        family_name: "髙\"橋\\\n".into(),
        lat: Some(35.0),
        gender: Gender::Female,
        birth_date: chrono::NaiveDate::from_ymd_opt(1937, 3, 4),
        phones: vec![Phone {
            digits: "0422".into(),
            ..Phone::default()
        }],
        walk_order: Some(3),
        ..Person::default()
    };
    let cells = table.cells(&person).unwrap();
    table.insert(&connection, &cells).unwrap();
    let read: Person = table.get(&connection, "p1", None).unwrap().unwrap();
    assert_eq!(
        serde_json::to_value(&read).unwrap(),
        serde_json::to_value(&person).unwrap()
    );
    assert_eq!(table.find_cells(&connection, "p1").unwrap().unwrap(), cells);
    assert_eq!(table.cells_of_image(&table.image(&cells)).unwrap(), cells);
    let found: Vec<Person> = table.find(&connection, "walk_order", "3", None).unwrap();
    assert_eq!(found.len(), 1);
    assert!(matches!(
        table.find::<Person>(&connection, "phones", "", None),
        Err(StoreError::NoSuchColumn(_))
    ));
}
