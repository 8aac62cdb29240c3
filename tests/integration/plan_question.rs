//! Questions asked of the plan on the practice district: what a coordinator asks at a meeting.

use domain::matching_view::{Coverage, Proposal, ProposalRequest};
use domain::plan_question::{
    DropOut, DropOutStep, PlanQuestion, PlanSide, Recruiting, RuleCost, WhatIf, WhatIfComing,
    WhatIfRequest, WhatIfWhen,
};
use domain::supporter::{SupporterFilter, SupporterPage, SupporterStatus};
use domain::vault::Done;
use tests::app::TestApp;

fn supporters(app: &TestApp) -> SupporterPage {
    let everybody = SupporterFilter {
        limit: 200,
        ..SupporterFilter::default()
    };
    app.call("supporters", &everybody)
}

fn practice() -> TestApp {
    let app = TestApp::without_book();
    app.call::<()>("open_practice", &());
    app
}

fn reached(app: &TestApp, request: &WhatIfRequest) -> Vec<u32> {
    let answer: WhatIf = app.call("what_if", request);
    answer.steps.iter().map(|step| step.reached).collect()
}

#[test]
fn more_time_more_people_and_a_plan_never_reach_fewer() {
    let app = practice();
    let night = WhatIfRequest {
        when: WhatIfWhen::WeekdayNight,
        coming: WhatIfComing::Everybody,
        ..WhatIfRequest::default()
    };
    let now = reached(&app, &night);
    assert!(now.is_sorted(), "{now:?}");
    assert!(now[3] > 500, "{now:?}");
    let half = WhatIfRequest {
        coming: WhatIfComing::Half,
        ..night.clone()
    };
    assert!(reached(&app, &half)[3] < now[3], "half of them reach fewer");
    let without_old = WhatIfRequest {
        oldest_gone: 10,
        ..night.clone()
    };
    assert!(
        reached(&app, &without_old)[3] < now[3],
        "ten fewer reach fewer"
    );
    let planned = WhatIfRequest {
        side: PlanSide::Proposed,
        ..night
    };
    assert!(
        reached(&app, &planned)[3] > now[3],
        "the plan adds supporters"
    );
}

#[test]
fn the_hardest_to_reach_are_named_with_a_reason_and_the_spread_holds_the_mean() {
    let app = practice();
    let answer: WhatIf = app.call("what_if", &WhatIfRequest::default());
    assert!(!answer.hardest.is_empty());
    let chances: Vec<u32> = answer.hardest.iter().map(|one| one.chance).collect();
    assert!(chances.is_sorted(), "{chances:?}");
    assert!(answer.hardest.iter().all(|one| !one.name.is_empty()));
    for step in &answer.steps {
        assert!(
            step.low <= step.reached && step.reached <= step.high,
            "{step:?}"
        );
    }
    assert_eq!(answer.people, 63);
}

#[test]
fn somebody_new_where_the_list_says_fills_the_places_it_says() {
    let app = practice();
    let found: Recruiting = app.call("recruiting", &PlanQuestion::default());
    let gains =
        |one: &Recruiting| -> u32 { one.openings.iter().map(|o| o.first + o.further).sum() };
    assert!(
        found.nobody + found.places > 0,
        "the practice district lacks somebody"
    );
    assert!(!found.openings.is_empty());
    assert!(gains(&found) <= found.nobody + found.places);
    for opening in &found.openings {
        assert!(!opening.place.is_empty());
        assert!(opening.first + opening.further > 0);
        assert!(!opening.people.is_empty());
    }
}

#[test]
fn a_rule_is_told_only_where_it_costs_somebody() {
    let app = practice();
    let costs: Vec<RuleCost> = app.call("rule_costs", &PlanQuestion::default());
    for cost in &costs {
        assert!(cost.first + cost.second > 0, "{cost:?}");
    }
}

#[test]
fn a_held_plan_answers_as_one_made_for_the_question() {
    let app = practice();
    let page = supporters(&app);
    let busy: Vec<_> = page
        .rows
        .iter()
        .filter(|row| row.load > 0)
        .take(6)
        .collect();
    let ask = |supporter| app.call::<DropOut>("drop_out", supporter);
    let in_turn: Vec<DropOut> = busy.iter().map(|row| ask(&row.id)).collect();
    for (row, before) in busy.iter().zip(&in_turn) {
        // Another book in between lets the plan go.
        app.call::<()>("renew_practice", &());
        assert_eq!(measure(&ask(&row.id)), measure(before));
    }
    // Once something has changed, the answer is of the pairs as they are.
    app.act::<()>("change_plan", &in_turn[0].swap.change);
    let after = ask(&busy[1].id);
    assert_eq!(after.now, in_turn[0].swap.coverage);
}

/// What every best answer has in common: who is covered, and how much changes.
fn measure(answer: &DropOut) -> Vec<(Coverage, usize)> {
    let steps = [&answer.leave, &answer.swap, &answer.best];
    let of = |step: &DropOutStep| (step.coverage, step.added.len());
    std::iter::once((answer.now, answer.lost.len()))
        .chain(steps.map(of))
        .collect()
}

#[test]
fn after_a_drop_out_more_change_never_covers_fewer_and_the_choice_is_one_act() {
    let app = practice();
    let page = supporters(&app);
    let busiest = page.rows.iter().max_by_key(|row| row.load).unwrap();
    let before: Proposal = app.call("proposal", &ProposalRequest::default());
    let answer: DropOut = app.call("drop_out", &busiest.id);
    assert_eq!(answer.lost.len(), busiest.load as usize);
    assert_eq!(answer.now, before.now);
    let zero = |step: &DropOutStep| step.coverage.zero;
    assert!(zero(&answer.leave) >= zero(&answer.swap));
    assert!(zero(&answer.swap) >= zero(&answer.best));
    assert!(answer.leave.added.is_empty());
    assert!(answer.swap.added.len() <= answer.best.added.len());
    // The swap is about those who lose somebody: nobody else gets more than before.
    assert!(answer.swap.coverage.full <= answer.now.full);
    assert!(answer.swap.added.len() < 2 * answer.swap.ended.len() + 2 * answer.lost.len());

    app.act::<()>("change_plan", &answer.swap.change);
    let after: Proposal = app.call("proposal", &ProposalRequest::default());
    assert_eq!(
        after.now, answer.swap.coverage,
        "what was shown is what came"
    );
    let page = supporters(&app);
    let gone = page.rows.iter().find(|row| row.id == busiest.id).unwrap();
    assert_eq!((gone.status, gone.load), (SupporterStatus::Paused, 0));
    app.call::<Done<()>>("undo", &());
    let back: Proposal = app.call("proposal", &ProposalRequest::default());
    assert_eq!(back.now, before.now, "one undo takes all of it back");
}
