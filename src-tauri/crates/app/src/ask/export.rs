//! A list that is to leave the program: who stands on it, who is left out, which characters do not fit.

use std::collections::{BTreeMap, HashMap};

use domain::consent::{Consent, YesNo};
use domain::council::Block;
use domain::export::{ExportPreview, ExportRequest, ListFormat};
use domain::id::{RegistrantId, SupporterId};
use domain::intake::{Draft, PairingDraft};
use domain::pairing::Pairing;
use domain::person::Person;
use domain::place::Place;
use domain::registrant::{ListKind, Registrant, RegistrantDraft, RegistrantFilter};
use domain::roster_import::ListContent;
use domain::supporter::{Supporter, SupporterDraft, SupporterFilter};
use exchange::{Extent, ListTable, Written};
use store::Reader;

use crate::act::sheet::last_number;
use crate::ask::council::the_council;
use crate::ask::home::number;
use crate::failure::Failure;
use crate::host::Scene;

/// Characters that do not fit, shown at the most.
const MISFITS_SHOWN: usize = 100;

/// A list ready to be written.
pub(crate) struct Outgoing {
    /// The table.
    pub(crate) table: ListTable,
    /// Left out, because the consent does not reach to the party.
    pub(crate) without_consent: u32,
    /// Registrants who stand on it, for 配布台帳.
    pub(crate) people: Vec<RegistrantId>,
}

/// Answers what a list would hold.
pub(crate) fn export_preview(
    reader: &Reader<'_>,
    scene: &Scene<'_>,
    request: ExportRequest,
) -> Result<ExportPreview, Failure> {
    let outgoing = outgoing(reader, scene, &request)?;
    let mut misfits = match request.format {
        ListFormat::CsvCp932 => exchange::misfits(&outgoing.table),
        ListFormat::Xlsx | ListFormat::CsvUtf8 => Vec::new(),
    };
    let misfits_total = number(misfits.len());
    misfits.truncate(MISFITS_SHOWN);
    let keys = outgoing.table.keys.iter().map(|key| (*key).to_owned());
    Ok(ExportPreview {
        no: last_number(reader)? + 1,
        rows: number(outgoing.table.rows.len()),
        without_consent: outgoing.without_consent,
        columns: keys.collect(),
        misfits,
        misfits_total,
        officers: crate::file::bulk::officers(reader, scene)?,
        bulk: crate::file::bulk::rule(reader, scene, number(outgoing.table.rows.len()))?,
    })
}

/// Gathers a list.
pub(crate) fn outgoing(
    reader: &Reader<'_>,
    scene: &Scene<'_>,
    request: &ExportRequest,
) -> Result<Outgoing, Failure> {
    let council = the_council(reader)?;
    let book = Records::of(reader)?;
    let mut people = Vec::new();
    let mut without_consent = 0;
    let written = match request.content {
        ListContent::Registrants => {
            let all = book.registrants(reader, scene, request)?;
            let (shared, kept): (Vec<_>, Vec<_>) =
                all.into_iter().partition(|it| book.may_share(it, request));
            without_consent = number(kept.len());
            people.extend(shared.iter().map(|it| it.id.clone()));
            shared.into_iter().map(|it| book.registrant(it)).collect()
        }
        ListContent::Supporters => {
            let all = book.supporters(reader, request)?;
            let may = |it: &&Supporter| request.party.is_none() || it.name_consent != YesNo::No;
            let (shared, kept): (Vec<_>, Vec<_>) = all.into_iter().partition(may);
            without_consent = number(kept.len());
            shared.into_iter().map(|it| book.supporter(it)).collect()
        }
        ListContent::Pairings => {
            let mut written: Vec<Written> = Vec::new();
            for registrant in book.registrants(reader, scene, request)? {
                let pairs = book.pairings(&registrant.id);
                if pairs.is_empty() {
                    continue;
                }
                if book.may_share(registrant, request) {
                    people.push(registrant.id.clone());
                    written.extend(pairs.iter().map(|it| book.pairing(registrant, it)));
                } else {
                    without_consent += 1;
                }
            }
            written
        }
        ListContent::Places => {
            let mut places: Vec<Place> = reader.all()?;
            places.sort_by(|a, b| (&a.name, &a.id).cmp(&(&b.name, &b.id)));
            let written = |place| Written {
                draft: Draft::Place(Box::new(place)),
                block: String::new(),
            };
            places.into_iter().map(written).collect()
        }
    };
    let extent = Extent {
        birth: request.with_birth,
        reasons: request.with_reasons,
        city: council.city.clone(),
        areas: &council.areas,
        area_code: council.area_code.clone(),
    };
    Ok(Outgoing {
        table: exchange::list_table(request.content, &written, &extent),
        without_consent,
        people,
    })
}

/// The records of the book by their keys.
struct Records {
    people: HashMap<String, Person>,
    registrants: HashMap<RegistrantId, Registrant>,
    supporters: HashMap<SupporterId, Supporter>,
    /// The newest of each registrant.
    consents: HashMap<RegistrantId, Consent>,
    /// Present ones, by rank.
    pairings: BTreeMap<RegistrantId, Vec<Pairing>>,
    blocks: HashMap<String, String>,
}

impl Records {
    fn of(reader: &Reader<'_>) -> Result<Self, Failure> {
        let people: Vec<Person> = reader.all()?;
        let registrants: Vec<Registrant> = reader.all()?;
        let supporters: Vec<Supporter> = reader.all()?;
        let blocks: Vec<Block> = reader.all()?;
        // By key, so that of several the newest stays.
        let consents: Vec<Consent> = reader.all()?;
        let mut pairings: BTreeMap<RegistrantId, Vec<Pairing>> = BTreeMap::new();
        let all: Vec<Pairing> = reader.all()?;
        for pairing in all.into_iter().filter(|it| it.status.is_present()) {
            let own = pairings.entry(pairing.registrant.clone()).or_default();
            own.push(pairing);
        }
        for own in pairings.values_mut() {
            own.sort_by_key(|it| it.rank);
        }
        let consents = consents.into_iter().map(|it| (it.registrant.clone(), it));
        Ok(Self {
            people: people.into_iter().map(|it| (it.id.0.clone(), it)).collect(),
            registrants: registrants
                .into_iter()
                .map(|it| (it.id.clone(), it))
                .collect(),
            supporters: supporters
                .into_iter()
                .map(|it| (it.id.clone(), it))
                .collect(),
            consents: consents.collect(),
            pairings,
            blocks: blocks.into_iter().map(|it| (it.id.0, it.name)).collect(),
        })
    }

    /// The registrants a filter shows, in the order of the list.
    fn registrants(
        &self,
        reader: &Reader<'_>,
        scene: &Scene<'_>,
        request: &ExportRequest,
    ) -> Result<Vec<&Registrant>, Failure> {
        let filter = RegistrantFilter {
            offset: 0,
            limit: u32::MAX,
            ..request.registrants.clone().unwrap_or_default()
        };
        let rows = reader.registrant_page(&filter, scene.today)?.rows;
        let found = rows.iter().filter_map(|row| self.registrants.get(&row.id));
        Ok(found.collect())
    }

    /// The supporters a filter shows, in the order of the list.
    fn supporters(
        &self,
        reader: &Reader<'_>,
        request: &ExportRequest,
    ) -> Result<Vec<&Supporter>, Failure> {
        let filter = SupporterFilter {
            offset: 0,
            limit: u32::MAX,
            ..request.supporters.clone().unwrap_or_default()
        };
        let rows = reader.supporter_page(&filter)?.rows;
        let found = rows.iter().filter_map(|row| self.supporters.get(&row.id));
        Ok(found.collect())
    }

    fn pairings(&self, registrant: &RegistrantId) -> &[Pairing] {
        self.pairings.get(registrant).map_or(&[], Vec::as_slice)
    }

    /// Whether somebody's data may go to the party: always where the list stays with the council.
    fn may_share(&self, registrant: &Registrant, request: &ExportRequest) -> bool {
        let Some(party) = request.party else {
            return true;
        };
        let consent = self.consents.get(&registrant.id);
        registrant.list_kind != ListKind::DisasterOnly && consent.is_some_and(|it| it.allows(party))
    }

    fn person(&self, id: &str) -> Person {
        self.people.get(id).cloned().unwrap_or_default()
    }

    fn block(&self, person: &Person) -> String {
        let name = person
            .block
            .as_ref()
            .and_then(|id| self.blocks.get(id.as_str()));
        name.cloned().unwrap_or_default()
    }

    fn registrant(&self, registrant: &Registrant) -> Written {
        let person = self.person(registrant.person.as_str());
        Written {
            block: self.block(&person),
            draft: Draft::Registrant(Box::new(RegistrantDraft {
                person,
                registrant: registrant.clone(),
                consent: self
                    .consents
                    .get(&registrant.id)
                    .cloned()
                    .unwrap_or_default(),
            })),
        }
    }

    fn supporter(&self, supporter: &Supporter) -> Written {
        let person = self.person(supporter.person.as_str());
        Written {
            block: self.block(&person),
            draft: Draft::Supporter(Box::new(SupporterDraft {
                person,
                supporter: supporter.clone(),
            })),
        }
    }

    fn pairing(&self, registrant: &Registrant, pairing: &Pairing) -> Written {
        let one = self.person(registrant.person.as_str());
        let supporter = self.supporters.get(&pairing.supporter);
        let other = supporter.map(|it| self.person(it.person.as_str()));
        Written {
            draft: Draft::Pairing(Box::new(PairingDraft {
                registrant_name: one.name(),
                registrant_address: match one.address_raw.as_str() {
                    "" => one.address.line(),
                    raw => raw.to_owned(),
                },
                supporter_name: other.map(|it| it.name()).unwrap_or_default(),
                pairing: pairing.clone(),
            })),
            block: String::new(),
        }
    }
}
