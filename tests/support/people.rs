//! Builders as sentences: `registrant().named("斎藤", "和子").read_as("サイトウ カズコ").saved_in(&app)`.

use domain::id::{RegistrantId, SupporterId};
use domain::phone::Phone;
use domain::registrant::RegistrantDraft;
use domain::supporter::SupporterDraft;

use crate::app::TestApp;

/// A registrant to be written down.
pub struct RegistrantBuilder(pub RegistrantDraft);

/// A supporter to be written down.
pub struct SupporterBuilder(pub SupporterDraft);

/// Returns a registrant of whom everything needed is known.
pub fn registrant() -> RegistrantBuilder {
    let mut draft = RegistrantDraft::default();
    draft.person.family_name = "斎藤".into();
    draft.person.given_name = "和子".into();
    draft.person.name_kana = "サイトウ カズコ".into();
    draft.person.address_raw = "せせらぎ町1丁目2番3号".into();
    RegistrantBuilder(draft)
}

/// Returns a supporter of whom everything needed is known.
pub fn supporter() -> SupporterBuilder {
    let mut draft = SupporterDraft::default();
    draft.person.family_name = "山口".into();
    draft.person.given_name = "健一".into();
    draft.person.name_kana = "ヤマグチ ケンイチ".into();
    draft.person.address_raw = "せせらぎ町1丁目2番5号".into();
    draft.supporter.max_load = 2;
    SupporterBuilder(draft)
}

macro_rules! person_words {
    ($builder:ident, $id:ident, $call:literal) => {
        impl $builder {
            /// Gives the name.
            #[must_use]
            pub fn named(mut self, family: &str, given: &str) -> Self {
                self.0.person.family_name = family.into();
                self.0.person.given_name = given.into();
                self
            }

            /// Gives the よみ.
            #[must_use]
            pub fn read_as(mut self, kana: &str) -> Self {
                self.0.person.name_kana = kana.into();
                self
            }

            /// Gives the birth date as typed.
            #[must_use]
            pub fn born(mut self, text: &str) -> Self {
                self.0.person.birth_raw = text.into();
                self
            }

            /// Gives the address as typed.
            #[must_use]
            pub fn living_at(mut self, address: &str) -> Self {
                self.0.person.address_raw = address.into();
                self
            }

            /// Gives a telephone as typed.
            #[must_use]
            pub fn phoned_at(mut self, number: &str) -> Self {
                self.0.person.phones.push(Phone {
                    raw: number.into(),
                    ..Phone::default()
                });
                self
            }

            /// Writes the person down.
            pub fn saved_in(&self, app: &TestApp) -> $id {
                app.act($call, &self.0)
            }
        }
    };
}
person_words!(RegistrantBuilder, RegistrantId, "save_registrant");
person_words!(SupporterBuilder, SupporterId, "save_supporter");
