//! 残した絞りこみ: conditions add up, and what was kept can be asked again.

use domain::registrant::{Mobility, RegistrantFilter, RegistrantPage};
use domain::saved_filter::{Condition, PeopleList, SavedFilter};
use tests::app::TestApp;
use tests::people::registrant;

#[test]
fn conditions_add_up_and_what_is_kept_is_kept_once() {
    let app = TestApp::with_book();
    for (given, mobility) in [("一郎", Mobility::CannotMove), ("二郎", Mobility::Walks)] {
        let mut draft = registrant().named("西", given);
        draft.0.registrant.mobility = mobility;
        draft.saved_in(&app);
    }
    let total = |conditions: &[Condition]| {
        let filter = RegistrantFilter {
            conditions: conditions.to_vec(),
            limit: 10,
            ..RegistrantFilter::default()
        };
        app.call::<RegistrantPage>("registrants", &filter).total
    };
    assert_eq!(total(&[Condition::Short]), 2);
    assert_eq!(total(&[Condition::Short, Condition::CannotMove]), 1);
    assert_eq!(total(&[Condition::Full, Condition::CannotMove]), 0);

    let filter = SavedFilter {
        list: PeopleList::Registrants,
        conditions: vec![Condition::Short, Condition::CannotMove],
        ..SavedFilter::default()
    };
    let id = app.act::<domain::id::SavedFilterId>("save_filter", &filter);
    let other_way_round = SavedFilter {
        conditions: vec![Condition::CannotMove, Condition::Short],
        ..filter
    };
    app.act::<domain::id::SavedFilterId>("save_filter", &other_way_round);
    let kept: Vec<SavedFilter> = app.call("saved_filters", &());
    assert_eq!(kept.len(), 1);
    assert_eq!(kept[0].id, id);
    app.act::<()>("drop_filter", &id);
    assert_eq!(app.call::<Vec<SavedFilter>>("saved_filters", &()), []);
}
