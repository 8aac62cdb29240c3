//! What contradicts itself in a book, and who waits too long for a next step.

use domain::follow_up::OpenPair;
use domain::home::{Home, TodoKind};
use domain::matching_view::PlanProblemKind;

use super::*;

/// 斎藤 agreed with 原田 and is excluded from 原田, who has two people and a limit of one; 水野 wants more supporters than
/// there are; 石井 lives in the sea. 松本 is free.
fn contradictory() -> Trial {
    let trial = Trial::new();
    let (one, two) = (
        trial.registrant("斎藤", "北", 3),
        trial.registrant("水野", "北", 3),
    );
    let a = trial.supporter("原田", "北", 3, 1);
    trial.supporter("松本", "北", 4, 3);
    trial.supporter("石井", "北", 5, 3);
    let pairing = |id: &str, registrant: &RegistrantId, supporter: &SupporterId| Pairing {
        id: PairingId(id.into()),
        registrant: registrant.clone(),
        supporter: supporter.clone(),
        rank: 1,
        status: PairingStatus::Confirmed,
        fixed: true,
        ..Pairing::default()
    };
    trial.put(&pairing("g1", &one, &a));
    trial.put(&pairing("g2", &two, &a));
    trial.put(&Exclusion {
        id: "x".to_owned().into(),
        registrant: one.clone(),
        supporter: a.clone(),
        ..Exclusion::default()
    });
    let mut wanting: domain::registrant::Registrant = trial.get(two.as_str());
    wanting.supporters_wanted = Some(9);
    trial.put(&wanting);
    for (id, lat, lon) in [
        ("斎藤", 35.7, 139.5),
        ("原田", 35.7, 139.5),
        ("松本", 35.7, 139.5),
        ("石井", 139.5, 35.7),
    ] {
        let mut person: Person = trial.get(&format!("p-{id}"));
        (person.lat, person.lon) = (Some(lat), Some(lon));
        trial.put(&person);
    }
    trial
}

#[test]
fn a_contradictory_book_is_planned_and_every_contradiction_names_its_people() {
    let plan = plan(&contradictory());
    let problems: Vec<_> = plan
        .problems
        .iter()
        .map(|it| {
            let names: Vec<&str> = it.people.iter().map(|who| who.name.as_str()).collect();
            (it.kind, names, it.number)
        })
        .collect();
    assert_eq!(
        problems,
        [
            (
                PlanProblemKind::FixedAndExcluded,
                vec!["斎藤", "原田"],
                None
            ),
            (PlanProblemKind::NeedBeyondAll, vec!["水野"], Some(9)),
            (PlanProblemKind::BeyondLimit, vec!["原田"], Some(2)),
            (PlanProblemKind::SupporterOffTheMap, vec!["石井"], None),
        ]
    );
    let row = plan.rows.iter().find(|row| row.name == "斎藤").unwrap();
    let planned: Vec<&str> = row.places.iter().map(|place| place.name.as_str()).collect();
    assert!(
        planned.contains(&"松本") && planned.contains(&"石井"),
        "the rest is planned: {planned:?}"
    );
}

#[test]
fn the_longest_waiting_pair_of_each_step_comes_first_and_home_says_what_is_late() {
    let trial = Trial::new();
    let (one, two) = (
        trial.registrant("斎藤", "北", 3),
        trial.registrant("水野", "北", 3),
    );
    let helper = trial.supporter("原田", "北", 3, 3);
    accept(&trial, vec![choice(&one, &helper, 1)]).unwrap();
    trial.pass(15 * 24 * 60);
    accept(&trial, vec![choice(&two, &helper, 1)]).unwrap();
    let open: Vec<OpenPair> = trial.ask("follow_up", ());
    let said: Vec<_> = open
        .iter()
        .map(|it| {
            (
                it.registrant_name.as_str(),
                it.next,
                it.waited,
                it.days_left,
            )
        })
        .collect();
    let next = PairingStatus::SupporterAccepted;
    assert_eq!(
        said,
        [
            ("斎藤", next, Some(15), Some(-1)),
            ("水野", next, Some(0), Some(14))
        ]
    );
    let todos = |trial: &Trial| {
        let home: Home = trial.ask("home", ());
        let of_pairs = [TodoKind::PairsOverdue, TodoKind::PairsToFollow];
        let rows = home
            .todos
            .into_iter()
            .filter(|row| of_pairs.contains(&row.kind));
        rows.map(|row| (row.kind, row.number)).collect::<Vec<_>>()
    };
    assert_eq!(todos(&trial), [(TodoKind::PairsOverdue, Some(1))]);
    let step = PairingStep {
        pairing: open[0].pairing.clone(),
        status: next,
        ..PairingStep::default()
    };
    trial.act::<()>("step_pairing", step).unwrap();
    assert_eq!(todos(&trial), [(TodoKind::PairsToFollow, Some(2))]);
}
