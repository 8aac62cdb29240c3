//! The body, its blocks and places.

use domain::council::{Block, Council, CouncilSetup};
use domain::id::{BlockId, CouncilId, PlaceId};
use domain::place::Place;
use domain::registrant::RegistrantDetail;
use tests::app::TestApp;
use tests::people::{registrant, supporter};

fn setup(app: &TestApp) -> CouncilSetup {
    app.call("council_setup", &())
}

#[test]
fn the_body_is_written_down_once_and_changed_afterwards() {
    let app = TestApp::with_book();
    let before = setup(&app).council;
    assert_eq!(before.name, "せせらぎ地区福祉の会");
    assert_eq!(before.supporters_wanted, 2);
    let id: CouncilId = app.act(
        "save_council",
        &Council {
            contact: "0422-00-0100".into(),
            ..before.clone()
        },
    );
    assert_eq!(id, before.id);
    assert_eq!(setup(&app).council.contact, "0422-00-0100");
}

#[test]
fn blocks_come_from_the_addresses_and_hold_their_people() {
    let app = TestApp::with_book();
    let one = registrant()
        .living_at("せせらぎ町1丁目2番3号")
        .saved_in(&app);
    registrant()
        .named("田中", "実")
        .read_as("タナカ ミノル")
        .living_at("若草台2-1-1")
        .saved_in(&app);
    supporter()
        .living_at("せせらぎ町1丁目9番9号")
        .saved_in(&app);
    let made: u32 = app.act("propose_blocks", &());
    let after = setup(&app);
    assert_eq!(made as usize, after.blocks.len());
    assert_eq!(after.people_without_block, 0);
    let detail: RegistrantDetail = app.call("registrant", &one);
    assert_eq!(detail.block, "せせらぎ町1丁目");
    let again: u32 = app.act("propose_blocks", &());
    assert_eq!(again, 0, "asking twice makes nothing twice");
    let new = registrant()
        .named("青木", "ハナ")
        .read_as("アオキ ハナ")
        .living_at("せせらぎ町1丁目5番5号")
        .saved_in(&app);
    let detail: RegistrantDetail = app.call("registrant", &new);
    assert_eq!(
        detail.block, "せせらぎ町1丁目",
        "a new person falls into the block"
    );
}

#[test]
fn a_block_taken_away_leaves_its_people_in_none() {
    let app = TestApp::with_book();
    let block: BlockId = app.act(
        "save_block",
        &Block {
            name: "北ブロック".into(),
            ..Block::default()
        },
    );
    let mut person = registrant();
    person.0.person.block = Some(block.clone());
    let id = person.saved_in(&app);
    assert_eq!(setup(&app).people_per_block, vec![1]);
    app.act::<()>("remove_block", &block);
    assert_eq!(setup(&app).people_without_block, 1);
    let detail: RegistrantDetail = app.call("registrant", &id);
    assert_eq!(detail.person.block, None);
}

#[test]
fn a_place_taken_off_the_list_is_gone_from_what_pointed_to_it() {
    let app = TestApp::with_book();
    let place: PlaceId = app.act(
        "save_place",
        &Place {
            name: "せせらぎ小学校".into(),
            ..Place::default()
        },
    );
    let council = Council {
        report_places: vec![place.clone()],
        ..setup(&app).council
    };
    app.act::<CouncilId>("save_council", &council);
    app.act::<()>("remove_place", &place);
    let after = setup(&app);
    assert!(after.places.is_empty());
    assert!(after.council.report_places.is_empty());
}

#[test]
fn the_lock_screen_shows_the_name_of_today() {
    let app = TestApp::with_book();
    let council = Council {
        name: "せせらぎ福祉の会".into(),
        ..setup(&app).council
    };
    app.act::<CouncilId>("save_council", &council);
    app.lock();
    let state: domain::vault::BookState = app.call("state", &());
    assert_eq!(state.council, "せせらぎ福祉の会");
}
