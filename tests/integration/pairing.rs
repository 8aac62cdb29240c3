//! 担当: proposed, accepted, refused, followed up, fixed.

use app::failure::Code;
use domain::home::Home;
use domain::matching_view::{Proposal, ProposalRequest};
use domain::pairing::{
    PairChoice, Pairing, PairingFix, PairingStatus, PairingStep, Refusal, RefusalReason,
};
use domain::registrant::{RegistrantDetail, RegistrantFilter, RegistrantPage};
use domain::vault::Done;
use tests::app::TestApp;
use tests::people::{registrant, supporter};

fn choices(proposal: &Proposal) -> Vec<PairChoice> {
    let mut choices = Vec::new();
    for row in &proposal.rows {
        for place in row.places.iter().filter(|place| place.kept.is_none()) {
            let Some(supporter) = place.supporter.clone() else {
                continue;
            };
            choices.push(PairChoice {
                registrant: row.registrant.clone(),
                supporter,
                rank: place.rank,
                basis: place.basis.clone(),
                distance: place.distance,
                fixed: false,
            });
        }
    }
    choices
}

/// A registrant and two supporters near by, one of them accepted.
fn paired() -> (TestApp, Pairing) {
    let app = TestApp::with_book();
    let who = registrant().saved_in(&app);
    let helper = supporter().saved_in(&app);
    let choice = PairChoice {
        registrant: who.clone(),
        supporter: helper,
        rank: 1,
        ..PairChoice::default()
    };
    app.act::<u32>("accept_pairs", &vec![choice]);
    let detail: RegistrantDetail = app.call("registrant", &who);
    let pairing = detail.pairings[0].pairing.clone();
    (app, pairing)
}

#[test]
fn a_proposal_is_accepted_and_taken_back_in_one_step() {
    let app = TestApp::with_book();
    let who = registrant().saved_in(&app);
    supporter().saved_in(&app);
    supporter()
        .named("林", "花江")
        .read_as("ハヤシ ハナエ")
        .saved_in(&app);
    let proposal: Proposal = app.call("proposal", &ProposalRequest::default());
    assert_eq!(proposal.now.zero, 1);
    assert_eq!(
        proposal.with_plan.full, 1,
        "two neighbours are enough for one"
    );
    let accepted: u32 = app.act("accept_pairs", &choices(&proposal));
    assert_eq!(accepted, 2);
    let after: Proposal = app.call("proposal", &ProposalRequest::default());
    assert_eq!(after.new_pairs, 0, "what is agreed stays");
    app.call::<Done<()>>("undo", &());
    let detail: RegistrantDetail = app.call("registrant", &who);
    assert!(detail.pairings.is_empty());
}

#[test]
fn a_pair_nobody_has_agreed_to_is_counted_apart_on_every_screen() {
    let (app, pairing) = paired();
    let counted = |app: &TestApp| {
        let plan: Proposal = app.call("proposal", &ProposalRequest::default());
        let home: Home = app.call("home", &());
        let list: RegistrantPage = app.call(
            "registrants",
            &RegistrantFilter {
                limit: 10,
                ..RegistrantFilter::default()
            },
        );
        assert_eq!(
            plan.now, home.coverage,
            "two screens never say different counts"
        );
        let (row, line) = (&plan.rows[0], &list.rows[0]);
        assert_eq!((row.have, row.waiting), (line.have, line.waiting));
        (plan.now.one, plan.now.one_waiting, line.waiting)
    };
    assert_eq!(counted(&app), (1, 1, 1), "proposed is not agreed");
    let step = PairingStep {
        pairing: pairing.id,
        status: PairingStatus::SupporterAccepted,
        ..PairingStep::default()
    };
    app.act::<()>("step_pairing", &step);
    assert_eq!(counted(&app), (1, 0, 0));
}

#[test]
fn a_refused_pair_is_never_proposed_again() {
    let (app, pairing) = paired();
    app.act::<()>(
        "refuse_pair",
        &Refusal {
            registrant: pairing.registrant.clone(),
            supporter: pairing.supporter.clone(),
            reason: RefusalReason::Between,
            note: String::new(),
        },
    );
    let proposal: Proposal = app.call("proposal", &ProposalRequest::default());
    let proposed = proposal.rows.iter().flat_map(|row| &row.places);
    let names: Vec<_> = proposed
        .filter_map(|place| place.supporter.clone())
        .collect();
    assert!(!names.contains(&pairing.supporter));
}

#[test]
fn a_pair_is_followed_from_asked_to_met_and_can_be_fixed() {
    let (app, pairing) = paired();
    for status in [PairingStatus::SupporterAccepted, PairingStatus::Met] {
        let step = PairingStep {
            pairing: pairing.id.clone(),
            status,
            ..PairingStep::default()
        };
        app.act::<()>("step_pairing", &step);
    }
    app.act::<()>(
        "fix_pairing",
        &PairingFix {
            pairing: pairing.id.clone(),
            fixed: true,
        },
    );
    let detail: RegistrantDetail = app.call("registrant", &pairing.registrant);
    let after = &detail.pairings[0].pairing;
    assert_eq!(after.status, PairingStatus::Met);
    assert!(after.fixed && after.met_on.is_some() && after.supporter_accepted_on.is_some());
}

#[test]
fn nobody_is_the_own_supporter() {
    let app = TestApp::with_book();
    let who = registrant().saved_in(&app);
    let detail: RegistrantDetail = app.call("registrant", &who);
    let mut same = supporter();
    same.0.person = detail.person;
    let helper = same.saved_in(&app);
    let choice = PairChoice {
        registrant: who,
        supporter: helper,
        rank: 1,
        ..PairChoice::default()
    };
    assert_eq!(app.refusal("accept_pairs", &vec![choice]), Code::Problems);
}
