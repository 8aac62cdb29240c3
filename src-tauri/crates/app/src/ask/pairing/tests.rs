//! 担当づけ on a book: proposed, decided, refused, followed up.

mod late_or_wrong;

use domain::consent::{Consent, ConsentStatus};
use domain::duplicate::TwoPeople;
use domain::id::{PairingId, PersonId, RegistrantId, SupporterId};
use domain::matching_view::{
    Candidate, Period, Proposal, ProposalRequest, ReasonWord, ShortageReason,
};
use domain::pairing::{
    Exclusion, PairChoice, Pairing, PairingFix, PairingStatus, PairingStep, Refusal, RefusalReason,
};
use domain::person::Person;
use domain::problem::Rule;
use domain::supporter::{Supporter, SupporterStatus};

use crate::ask::pairing::trial::Trial;
use crate::failure::{Code, Failure};

fn choice(registrant: &RegistrantId, supporter: &SupporterId, rank: u32) -> PairChoice {
    PairChoice {
        registrant: registrant.clone(),
        supporter: supporter.clone(),
        rank,
        ..PairChoice::default()
    }
}

fn accept(trial: &Trial, choices: Vec<PairChoice>) -> Result<u32, Failure> {
    trial.act("accept_pairs", choices)
}

fn plan(trial: &Trial) -> Proposal {
    trial.ask(
        "proposal",
        ProposalRequest {
            period: Period::NightAndHoliday,
            block: None,
        },
    )
}

fn names(proposal: &Proposal, registrant: &RegistrantId) -> Vec<String> {
    let row = proposal
        .rows
        .iter()
        .find(|row| &row.registrant == registrant)
        .unwrap();
    row.places.iter().map(|place| place.name.clone()).collect()
}

fn rules(failure: Failure) -> Vec<Rule> {
    failure
        .problems
        .into_iter()
        .map(|problem| problem.rule)
        .collect()
}

fn status(trial: &Trial, supporter: &SupporterId) -> SupporterStatus {
    trial.get::<Supporter>(supporter.as_str()).status
}

#[test]
fn everybody_gets_neighbours_with_reasons_and_the_plan_is_kept_when_it_is_accepted() {
    let trial = Trial::new();
    let (a, b) = (
        trial.registrant("a", "北", 1),
        trial.registrant("b", "北", 5),
    );
    for (name, ban) in [("s1", 1), ("s2", 2), ("s3", 5), ("s4", 5)] {
        trial.supporter(name, "北", ban, 2);
    }
    let proposal = plan(&trial);
    assert_eq!((proposal.now.zero, proposal.with_plan.full), (2, 2));
    assert_eq!(
        (proposal.new_pairs, proposal.kept_pairs, proposal.standby),
        (4, 0, 4)
    );
    assert!(
        names(&proposal, &a).contains(&"s1".to_owned()),
        "the neighbour of the same 番"
    );
    let first = &proposal.rows[0].places[0].reasons;
    assert!(
        first
            .iter()
            .any(|reason| reason.word == ReasonWord::NextDoor)
    );

    let choices = proposal
        .rows
        .iter()
        .flat_map(|row| {
            row.places.iter().map(|place| PairChoice {
                registrant: row.registrant.clone(),
                supporter: place.supporter.clone().unwrap(),
                rank: place.rank,
                basis: place.basis.clone(),
                distance: place.distance,
                fixed: false,
            })
        })
        .collect();
    assert_eq!(accept(&trial, choices).unwrap(), 4);
    let again = plan(&trial);
    assert_eq!((again.new_pairs, again.kept_pairs), (0, 4));
    assert!(again.rows.iter().all(|row| !row.changes));
    assert_eq!(names(&again, &b), names(&proposal, &b));
    assert!(
        trial
            .all::<Supporter>()
            .iter()
            .all(|s| s.status == SupporterStatus::Active)
    );
    assert!(
        trial
            .all::<Pairing>()
            .iter()
            .all(|p| p.proposed_on.is_some() && !p.basis.is_empty())
    );
}

#[test]
fn what_is_wrong_with_pairs_is_said_all_at_once_and_nothing_is_stored() {
    let trial = Trial::new();
    let (a, b) = (
        trial.registrant("a", "北", 1),
        trial.registrant("b", "北", 2),
    );
    let one = trial.supporter("s", "北", 1, 1);
    let me = trial.supporter("me", "北", 3, 2);
    let mut same: Supporter = trial.get(me.as_str());
    same.person = trial
        .get::<domain::registrant::Registrant>(a.as_str())
        .person;
    trial.put(&same);
    let nobody = SupporterId("nobody".into());
    let wrong = vec![
        choice(&a, &one, 1),
        choice(&b, &one, 1),
        choice(&a, &me, 2),
        choice(&a, &nobody, 2),
    ];
    let failure = accept(&trial, wrong).unwrap_err();
    assert_eq!(
        rules(failure),
        [Rule::LimitReached, Rule::SamePerson, Rule::NoSuchRecord]
    );
    assert!(trial.all::<Pairing>().is_empty());
    assert_eq!(status(&trial, &one), SupporterStatus::Standby);
    accept(&trial, vec![choice(&a, &one, 1)]).unwrap();
    let twice = accept(&trial, vec![choice(&a, &one, 2)]).unwrap_err();
    assert_eq!(rules(twice), [Rule::AlreadyPaired]);
}

#[test]
fn a_refused_pair_is_never_proposed_again_and_the_supporter_is_free() {
    let trial = Trial::new();
    let a = trial.registrant("a", "北", 1);
    let (near, far) = (
        trial.supporter("s1", "北", 1, 2),
        trial.supporter("s2", "北", 9, 2),
    );
    accept(&trial, vec![choice(&a, &near, 1)]).unwrap();
    let refusal = Refusal {
        registrant: a.clone(),
        supporter: near.clone(),
        reason: RefusalReason::Between,
        note: "昔のこと".into(),
    };
    trial.act::<()>("refuse_pair", refusal).unwrap();
    let ended = &trial.all::<Pairing>()[0];
    assert_eq!(
        (ended.status, ended.end_reason),
        (PairingStatus::Ended, Some(RefusalReason::Between))
    );
    assert!(ended.ended_on.is_some());
    assert_eq!(trial.all::<Exclusion>()[0].note, "昔のこと");
    assert_eq!(status(&trial, &near), SupporterStatus::Standby);
    let proposal = plan(&trial);
    assert_eq!(names(&proposal, &a), ["s2", ""]);
    assert_eq!(
        proposal.rows[0].places[1].shortage,
        Some(ShortageReason::AllExcluded)
    );
    assert_eq!(
        rules(accept(&trial, vec![choice(&a, &near, 1)]).unwrap_err()),
        [Rule::Excluded]
    );
    let offered: Vec<Candidate> = trial.ask("pair_candidates", &a);
    assert_eq!(offered[0].supporter, far);
    assert_eq!(offered[1].against, [ShortageReason::AllExcluded]);
}

#[test]
fn every_step_keeps_its_date_and_the_last_one_frees_the_supporter() {
    let trial = Trial::new();
    let a = trial.registrant("a", "北", 1);
    let s = trial.supporter("s", "北", 1, 2);
    accept(&trial, vec![choice(&a, &s, 1)]).unwrap();
    let id: PairingId = trial.all::<Pairing>()[0].id.clone();
    let step = |status: PairingStatus, reason: Option<RefusalReason>| {
        let step = PairingStep {
            pairing: id.clone(),
            status,
            on: None,
            reason,
        };
        trial.act::<()>("step_pairing", step)
    };
    step(PairingStatus::SupporterAccepted, None).unwrap();
    trial.pass(24 * 60);
    step(PairingStatus::RegistrantAccepted, None).unwrap();
    step(PairingStatus::Met, None).unwrap();
    let met: Pairing = trial.get(id.as_str());
    assert!(met.supporter_accepted_on < met.registrant_accepted_on);
    assert_eq!(met.met_on, met.registrant_accepted_on);
    step(PairingStatus::SupporterAccepted, None).unwrap();
    let back: Pairing = trial.get(id.as_str());
    assert_eq!((back.registrant_accepted_on, back.met_on), (None, None));
    let unsaid = step(PairingStatus::Ended, None).unwrap_err();
    assert_eq!(rules(unsaid), [Rule::Missing]);
    step(PairingStatus::Ended, Some(RefusalReason::SupporterCannot)).unwrap();
    assert_eq!(status(&trial, &s), SupporterStatus::Standby);
    assert_eq!(
        step(PairingStatus::Met, None).unwrap_err().code,
        Code::Problems
    );
}

#[test]
fn a_fixed_pair_stays_where_a_nearer_neighbour_would_replace_it() {
    let trial = Trial::new();
    let a = trial.registrant("a", "北", 1);
    let mut registrant: domain::registrant::Registrant = trial.get(a.as_str());
    registrant.supporters_wanted = Some(1);
    trial.put(&registrant);
    let other_side = trial.supporter("s9", "南", 40, 2);
    trial.supporter("s1", "北", 1, 2);
    accept(&trial, vec![choice(&a, &other_side, 1)]).unwrap();
    assert_eq!(names(&plan(&trial), &a), ["s1"], "an open 案 gives way");
    let pairing = trial.all::<Pairing>()[0].id.clone();
    trial
        .act::<()>(
            "fix_pairing",
            PairingFix {
                pairing,
                fixed: true,
            },
        )
        .unwrap();
    let fixed = plan(&trial);
    assert_eq!(names(&fixed, &a), ["s9"]);
    assert_eq!((fixed.fixed_pairs, fixed.rows[0].changes), (1, false));
}

#[test]
fn accepting_a_new_plan_ends_the_open_proposal_it_replaces() {
    let trial = Trial::new();
    let a = trial.registrant("a", "北", 1);
    let (far, near) = (
        trial.supporter("s9", "南", 40, 2),
        trial.supporter("s1", "北", 1, 2),
    );
    accept(&trial, vec![choice(&a, &far, 1)]).unwrap();
    accept(&trial, vec![choice(&a, &near, 1)]).unwrap();
    let pairings = trial.all::<Pairing>();
    let present: Vec<_> = pairings.iter().filter(|p| p.status.is_present()).collect();
    assert_eq!(present.len(), 1);
    assert_eq!((&present[0].supporter, present[0].rank), (&near, 1));
    assert_eq!(status(&trial, &far), SupporterStatus::Standby);
}

#[test]
fn people_who_lean_on_too_few_are_named_with_the_place_and_the_number() {
    let trial = Trial::new();
    for n in 1..=5 {
        trial.registrant(&format!("a{n}"), "北", n);
    }
    trial.supporter("s1", "北", 1, 2);
    trial.supporter("s2", "北", 2, 1);
    let proposal = plan(&trial);
    let shortage = &proposal.shortages[0];
    assert_eq!((shortage.people.len(), shortage.supporters.len()), (5, 2));
    assert_eq!(
        (shortage.wanted, shortage.capacity, shortage.missing),
        (5, 3, 2)
    );
    assert_eq!(
        (shortage.place.as_str(), shortage.reason),
        ("北", ShortageReason::NearbyFull)
    );
    assert_eq!((proposal.with_plan.one, proposal.with_plan.zero), (3, 2));
}

#[test]
fn a_person_who_said_no_and_the_own_household_are_left_out() {
    let trial = Trial::new();
    let (a, b) = (
        trial.registrant("a", "北", 1),
        trial.registrant("b", "北", 2),
    );
    let wife = trial.supporter("s", "北", 1, 2);
    let mut person: Person = trial.get("p-s");
    person.address = trial.get::<Person>("p-a").address;
    person.family_name = trial.get::<Person>("p-a").family_name;
    trial.put(&person);
    trial.put(&Consent {
        id: "c".to_owned().into(),
        registrant: b.clone(),
        status: ConsentStatus::No,
        ..Consent::default()
    });
    let proposal = plan(&trial);
    assert_eq!(proposal.rows.len(), 1);
    assert_eq!(names(&proposal, &a), ["", ""]);
    assert_eq!(
        accept(&trial, vec![choice(&a, &wife, 1)]).unwrap(),
        1,
        "a person may decide so"
    );
    assert!(trial.all::<Pairing>()[0].same_household);
    assert_eq!(
        plan(&trial).now.zero,
        1,
        "but it is no second pair of hands"
    );
}

#[test]
fn nobody_is_proposed_for_a_block_that_is_not_asked_for() {
    let trial = Trial::new();
    let (a, _) = (
        trial.registrant("a", "北", 1),
        trial.registrant("b", "南", 1),
    );
    trial.supporter("s1", "北", 1, 1);
    let request = ProposalRequest {
        period: Period::WeekdayDay,
        block: Some("北".to_owned().into()),
    };
    let proposal: Proposal = trial.ask("proposal", request);
    assert_eq!(proposal.rows.len(), 1);
    assert_eq!(names(&proposal, &a), ["s1", ""]);
}

#[test]
fn a_refused_supporter_who_stands_in_the_book_twice_is_not_proposed_again_until_told_apart() {
    let trial = Trial::new();
    let a = trial.registrant("a", "北", 1);
    let (one, two) = (
        trial.supporter("s1", "北", 1, 2),
        trial.supporter("s2", "北", 2, 2),
    );
    for id in ["p-s1", "p-s2"] {
        let person: Person = trial.get(id);
        trial.put(&Person {
            name_key: "山口健一".into(),
            birth_date: chrono::NaiveDate::from_ymd_opt(1960, 3, 4),
            ..person
        });
    }
    let refusal = Refusal {
        registrant: a.clone(),
        supporter: one,
        reason: RefusalReason::RegistrantDoesNotWant,
        note: String::new(),
    };
    trial.act::<()>("refuse_pair", refusal).unwrap();
    assert_eq!(names(&plan(&trial), &a), ["", ""]);
    let apart = TwoPeople {
        one: PersonId("p-s1".into()),
        other: PersonId("p-s2".into()),
    };
    trial.act::<()>("tell_apart", apart).unwrap();
    assert_eq!(names(&plan(&trial), &a), ["s2", ""]);
    assert_eq!(two.as_str(), "s2");
}
