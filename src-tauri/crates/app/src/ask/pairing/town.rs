//! The records of 担当づけ as the instance of the matching: who lives where, who knows whom, who must stay together.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use domain::consent::Consent;
use domain::council::Block;
use domain::id::{BlockId, PairingId, PersonId, RegistrantId, SupporterId};
use domain::matching_view::Period;
use domain::name;
use domain::pairing::{Exclusion, Pairing, PairingStatus};
use domain::person::{HouseholdType, Person};
use domain::registrant::Registrant;
use domain::supporter::{AgeBand, Presence, Supporter};
use matching::{Instance, KnownPair, PairKind, Parameters, Periods, RegistrantSeat, SupporterSeat};
use store::Reader;

use crate::ask::council::the_council;
use crate::ask::pairing::doubles::refusals_of_doubles;
use crate::ask::pairing::place::Places;
use crate::failure::Failure;

/// Supporters wanted where neither the person nor the body says how many (Musashino: at least two).
const WANTED: u32 = 2;

/// Whom the plan is for.
#[derive(Clone, Copy)]
pub(crate) enum People<'a> {
    /// Everybody on the roster.
    All,
    /// People of one block; supporters from everywhere.
    OfBlock(&'a BlockId),
    /// One person.
    One(&'a RegistrantId),
}

/// A registrant with the human being.
pub(crate) struct Seeker {
    /// The record.
    pub(crate) registrant: Registrant,
    /// The human being.
    pub(crate) person: Person,
    /// Supporters wanted.
    pub(crate) wanted: u32,
    /// Present pairings, by rank.
    pub(crate) pairings: Vec<Pairing>,
}

impl Seeker {
    /// Returns how many supporters count, and how many of these have not said yes.
    pub(crate) fn counted(&self) -> (u32, u32) {
        let counting = self
            .pairings
            .iter()
            .filter(|pairing| !pairing.same_household);
        counting.fold((0, 0), |(have, waiting), pairing| {
            (have + 1, waiting + u32::from(!pairing.status.is_agreed()))
        })
    }

    /// Returns whether this pairing is one of the person's to which the supporter has said yes.
    pub(crate) fn agreed_to(&self, kept: Option<&PairingId>) -> bool {
        let mut pairings = self.pairings.iter();
        kept.is_some_and(|id| {
            pairings.any(|pairing| &pairing.id == id && pairing.status.is_agreed())
        })
    }
}

/// A supporter with the human being.
pub(crate) struct Helper {
    /// The record.
    pub(crate) supporter: Supporter,
    /// The human being.
    pub(crate) person: Person,
    /// Registrants looked after now.
    pub(crate) load: u32,
}

/// Everything 担当づけ looks at.
pub(crate) struct Town {
    /// Registrants, in the order of the instance.
    pub(crate) seekers: Vec<Seeker>,
    /// Supporters, in the order of the instance.
    pub(crate) helpers: Vec<Helper>,
    /// Blocks by key.
    pub(crate) blocks: BTreeMap<BlockId, Block>,
    /// The same in plain indices.
    pub(crate) instance: Instance,
}

/// The records as they are read.
struct Records {
    people: BTreeMap<PersonId, Person>,
    registrants: Vec<Registrant>,
    supporters: Vec<Supporter>,
    present: Vec<Pairing>,
    exclusions: Vec<Exclusion>,
    refused: BTreeSet<RegistrantId>,
    wanted: u32,
}

impl Records {
    fn read(reader: &Reader<'_>) -> Result<Self, Failure> {
        let people: Vec<Person> = reader.all()?;
        let mut present: Vec<Pairing> = reader.all()?;
        present.retain(|pairing| pairing.status.is_present());
        present.sort_by(|a, b| (a.rank, &a.id).cmp(&(b.rank, &b.id)));
        let wanted = the_council(reader)?.supporters_wanted;
        let people: BTreeMap<PersonId, Person> = people
            .into_iter()
            .map(|person| (person.id.clone(), person))
            .collect();
        Ok(Self {
            exclusions: refusals_of_doubles(reader, &people, &present)?,
            people,
            registrants: reader.all()?,
            supporters: reader.all()?,
            present,
            refused: refused(reader.all()?),
            wanted: if wanted == 0 { WANTED } else { wanted },
        })
    }

    fn person(&self, id: &PersonId) -> Person {
        self.people.get(id).cloned().unwrap_or_default()
    }
}

/// Returns the registrants whose newest consent is a no: nobody may be told of them before a disaster.
pub(crate) fn refused(consents: Vec<Consent>) -> BTreeSet<RegistrantId> {
    let mut newest: BTreeMap<RegistrantId, Consent> = BTreeMap::new();
    for consent in consents {
        let known = newest
            .get(&consent.registrant)
            .is_some_and(|other| other.id > consent.id);
        if !known {
            newest.insert(consent.registrant.clone(), consent);
        }
    }
    newest
        .into_iter()
        .filter(|(_, consent)| consent.is_refused())
        .map(|(id, _)| id)
        .collect()
}

/// Gathers the people, the supporters and what is known of pairs.
pub(crate) fn gather(
    reader: &Reader<'_>,
    today: NaiveDate,
    people: People<'_>,
    period: Option<Period>,
) -> Result<Town, Failure> {
    let records = Records::read(reader)?;
    let blocks: Vec<Block> = reader.all()?;
    let seekers = seekers(&records, people);
    let helpers = helpers(&records);
    let places = Places::of(
        seekers
            .iter()
            .map(|s| &s.person)
            .chain(helpers.iter().map(|h| &h.person)),
    );
    let instance = instance(&records, &seekers, &helpers, &places, today, period);
    let blocks = blocks
        .into_iter()
        .map(|block| (block.id.clone(), block))
        .collect();
    Ok(Town {
        seekers,
        helpers,
        blocks,
        instance,
    })
}

fn seekers(records: &Records, people: People<'_>) -> Vec<Seeker> {
    let mut pairings: BTreeMap<&RegistrantId, Vec<Pairing>> = BTreeMap::new();
    for pairing in &records.present {
        pairings
            .entry(&pairing.registrant)
            .or_default()
            .push(pairing.clone());
    }
    records
        .registrants
        .iter()
        .filter(|registrant| match people {
            People::One(id) => &registrant.id == id,
            People::All | People::OfBlock(_) => {
                registrant.status.is_active() && !records.refused.contains(&registrant.id)
            }
        })
        .map(|registrant| Seeker {
            person: records.person(&registrant.person),
            wanted: registrant.supporters_wanted.unwrap_or(records.wanted),
            pairings: pairings.remove(&registrant.id).unwrap_or_default(),
            registrant: registrant.clone(),
        })
        .filter(|seeker| match people {
            People::OfBlock(block) => seeker.person.block.as_ref() == Some(block),
            People::All | People::One(_) => true,
        })
        .collect()
}

/// Supporters who may be paired, and those who still look after somebody.
fn helpers(records: &Records) -> Vec<Helper> {
    let mut load: BTreeMap<&SupporterId, u32> = BTreeMap::new();
    for pairing in &records.present {
        *load.entry(&pairing.supporter).or_default() += 1;
    }
    records
        .supporters
        .iter()
        .map(|supporter| Helper {
            person: records.person(&supporter.person),
            load: load.get(&supporter.id).copied().unwrap_or(0),
            supporter: supporter.clone(),
        })
        .filter(|helper| helper.load > 0 || helper.supporter.status.may_be_paired())
        .collect()
}

fn instance(
    records: &Records,
    seekers: &[Seeker],
    helpers: &[Helper],
    places: &Places,
    today: NaiveDate,
    period: Option<Period>,
) -> Instance {
    let known = known(records, seekers, helpers);
    let held = Held::of(&known, seekers.len(), helpers.len());
    let registrants = seekers
        .iter()
        .enumerate()
        .map(|(i, seeker)| RegistrantSeat {
            abode: places.abode(&seeker.person),
            // Agreed pairs stay even where there are more of them than wanted.
            need: seeker.wanted.max(held.pins_of_seeker[i]),
            priority: priority(seeker, today),
            gender: seeker.person.gender,
            wish: seeker.registrant.supporter_preference,
            alone: alone(seeker.person.household_type),
        })
        .collect();
    let by_person: BTreeMap<&PersonId, usize> = seekers
        .iter()
        .enumerate()
        .map(|(i, s)| (&s.registrant.person, i))
        .collect();
    let supporters = helpers
        .iter()
        .enumerate()
        .map(|(j, helper)| {
            // People looked after who are not in this plan hold their places too.
            let outside = helper.load.saturating_sub(held.present_of_helper[j]);
            let room = helper.supporter.limit().saturating_sub(outside);
            SupporterSeat {
                abode: places.abode(&helper.person),
                capacity: room.max(held.pins_of_helper[j]),
                gender: helper.person.gender,
                age: age(helper, today),
                available: periods(&helper.supporter, |presence| presence != Presence::No),
                surely_home: periods(&helper.supporter, |presence| presence == Presence::Yes),
                registrant: by_person.get(&helper.supporter.person).copied(),
                open: helper.supporter.status.may_be_paired(),
            }
        })
        .collect();
    let focus = match period {
        Some(Period::NightAndHoliday) => Periods::NIGHT_AND_HOLIDAY,
        Some(Period::WeekdayDay) => Periods::WEEKDAY_DAY,
        None => Periods::NONE,
    };
    let parameters = Parameters {
        focus,
        ..Parameters::default()
    };
    Instance {
        registrants,
        supporters,
        known,
        parameters,
    }
}

/// How many known pairs each side holds.
struct Held {
    pins_of_seeker: Vec<u32>,
    pins_of_helper: Vec<u32>,
    present_of_helper: Vec<u32>,
}

impl Held {
    fn of(known: &[KnownPair], seekers: usize, helpers: usize) -> Self {
        let mut held = Self {
            pins_of_seeker: vec![0; seekers],
            pins_of_helper: vec![0; helpers],
            present_of_helper: vec![0; helpers],
        };
        for pair in known {
            match pair.kind {
                PairKind::Fixed | PairKind::Agreed => {
                    held.pins_of_seeker[pair.registrant] += 1;
                    held.pins_of_helper[pair.supporter] += 1;
                }
                PairKind::Present => held.present_of_helper[pair.supporter] += 1,
                PairKind::Excluded | PairKind::Acquainted => {}
            }
        }
        held
    }
}

fn known(records: &Records, seekers: &[Seeker], helpers: &[Helper]) -> Vec<KnownPair> {
    let registrants: BTreeMap<&RegistrantId, usize> = seekers
        .iter()
        .enumerate()
        .map(|(i, s)| (&s.registrant.id, i))
        .collect();
    let supporters: BTreeMap<&SupporterId, usize> = helpers
        .iter()
        .enumerate()
        .map(|(j, h)| (&h.supporter.id, j))
        .collect();
    let find = |r: &RegistrantId, s: &SupporterId| {
        Some((registrants.get(r).copied()?, supporters.get(s).copied()?))
    };
    let mut known = Vec::new();
    let mut note = |pair: Option<(usize, usize)>, kind: PairKind| {
        known.extend(pair.map(|(registrant, supporter)| KnownPair {
            registrant,
            supporter,
            kind,
        }));
    };
    for exclusion in &records.exclusions {
        note(
            find(&exclusion.registrant, &exclusion.supporter),
            PairKind::Excluded,
        );
    }
    // Family at the same address is shown, but is not a second pair of hands.
    for pairing in records
        .present
        .iter()
        .filter(|pairing| !pairing.same_household)
    {
        let pair = find(&pairing.registrant, &pairing.supporter);
        note(pair, PairKind::Present);
        if pairing.fixed {
            note(pair, PairKind::Fixed);
        } else if pairing.status != PairingStatus::Proposed {
            note(pair, PairKind::Agreed);
        }
    }
    for (i, j) in acquainted(seekers, helpers) {
        note(Some((i, j)), PairKind::Acquainted);
    }
    known
}

/// Returns pairs where the registrant names the supporter as a contact. A name that two supporters bear says nothing.
fn acquainted(seekers: &[Seeker], helpers: &[Helper]) -> Vec<(usize, usize)> {
    let mut bearers: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (j, helper) in helpers.iter().enumerate() {
        bearers
            .entry(name::fold(&helper.person.name()))
            .or_default()
            .push(j);
    }
    let mut pairs = Vec::new();
    for (i, seeker) in seekers.iter().enumerate() {
        let registrant = &seeker.registrant;
        let contacts = registrant
            .emergency_contacts
            .iter()
            .map(|contact| contact.name.as_str());
        let others = registrant.own_contacts.iter().map(String::as_str);
        for text in contacts
            .chain(others)
            .chain([registrant.key_holder.as_str()])
        {
            let plain = text.trim_end_matches("さん").trim_end_matches('様');
            if let Some([j]) = bearers.get(&name::fold(plain)).map(Vec::as_slice) {
                pairs.push((i, *j));
            }
        }
    }
    pairs
}

fn priority(seeker: &Seeker, today: NaiveDate) -> u32 {
    matching::priority(&matching::Urgency {
        mobility: seeker.registrant.mobility,
        household: seeker.person.household_type,
        age: seeker.person.age_on(today),
        communication: &seeker.registrant.communication,
    })
}

/// Parts of the week without family at home.
fn alone(household: HouseholdType) -> Periods {
    match household {
        HouseholdType::WithFamily => Periods::NONE,
        HouseholdType::AloneByDay => Periods::WEEKDAY_DAY,
        HouseholdType::Unknown
        | HouseholdType::Alone
        | HouseholdType::ElderlyOnly
        | HouseholdType::Other => Periods::ALL,
    }
}

/// Returns the age of a supporter; of an 年代 the middle, so that the rules about age can be applied.
pub(crate) fn age(helper: &Helper, today: NaiveDate) -> Option<u32> {
    let band = match helper.supporter.age_band {
        AgeBand::Unknown => None,
        AgeBand::Minor => Some(15),
        AgeBand::Teens => Some(18),
        AgeBand::Twenties => Some(25),
        AgeBand::Thirties => Some(35),
        AgeBand::Forties => Some(45),
        AgeBand::Fifties => Some(55),
        AgeBand::Sixties => Some(65),
        AgeBand::Seventies => Some(75),
        AgeBand::Eighties => Some(83),
    };
    helper.person.age_on(today).or(band)
}

fn periods(supporter: &Supporter, holds: impl Fn(Presence) -> bool) -> Periods {
    let week = &supporter.availability;
    [
        (week.weekday_day, Periods::WEEKDAY_DAY),
        (week.weekday_night, Periods::WEEKDAY_NIGHT),
        (week.weekend_day, Periods::WEEKEND_DAY),
        (week.weekend_night, Periods::WEEKEND_NIGHT),
    ]
    .into_iter()
    .filter(|(presence, _)| holds(*presence))
    .fold(Periods::NONE, |all, (_, part)| all.with(part))
}
