//! 照合 asked for: how far it has come, and a part of one pile.

use comparison::{Entry, value};
use domain::comparison::RowField;
use domain::id::RegistrantId;
use domain::person::Person;
use domain::registrant::{Registrant, RegistrantDraft};
use domain::roster_comparison::{
    CaseDecision, CasePile, CaseRow, CaseValue, ComparisonCase, ComparisonFilter, ComparisonPage,
    PileCount,
};
use store::Reader;

use crate::act::comparison::{cases_of, open_comparison};
use crate::ask::home::number;
use crate::ask::registrant::newest_consent;
use crate::failure::Failure;
use crate::file::comparison::ours::last_finished;
use crate::host::Scene;

/// Answers the open comparison and a part of one of its piles.
pub(crate) fn comparison(
    reader: &Reader<'_>,
    scene: &Scene<'_>,
    filter: ComparisonFilter,
) -> Result<ComparisonPage, Failure> {
    let mut page = ComparisonPage {
        last: last_finished(reader)?,
        has_people: reader.count::<Registrant>()? > 0,
        today: scene.today,
        ..ComparisonPage::default()
    };
    let Some(open) = open_comparison(reader)? else {
        return Ok(page);
    };
    let cases = cases_of(reader, &open.id)?;
    page.open = Some(open);
    page.piles = CasePile::ALL
        .iter()
        .map(|&pile| count(&cases, pile))
        .collect();
    let first_open = page.piles.iter().find(|it| it.open > 0);
    let first_full = page.piles.iter().find(|it| it.total > 0);
    page.pile = filter
        .pile
        .or_else(|| first_open.or(first_full).map(|it| it.pile))
        .unwrap_or_default();
    let of_pile: Vec<&ComparisonCase> = cases.iter().filter(|it| it.pile == page.pile).collect();
    let limit = filter.limit.max(1);
    let open_at = of_pile.iter().position(|it| it.is_open()).unwrap_or(0);
    page.offset = filter.offset.unwrap_or(number(open_at) / limit * limit);
    let from = page.offset as usize;
    for (at, case) in of_pile
        .into_iter()
        .enumerate()
        .skip(from)
        .take(limit as usize)
    {
        page.cases.push(row_of(reader, case, number(at) + 1)?);
    }
    Ok(page)
}

/// Returns how many cases of the open comparison nobody has decided; none if no comparison is open.
pub(crate) fn cases_open(reader: &Reader<'_>) -> Result<Option<u32>, Failure> {
    let Some(open) = open_comparison(reader)? else {
        return Ok(None);
    };
    let cases = cases_of(reader, &open.id)?;
    Ok(Some(number(cases.iter().filter(|it| it.is_open()).count())))
}

fn count(cases: &[ComparisonCase], pile: CasePile) -> PileCount {
    let of_pile = || cases.iter().filter(|it| it.pile == pile);
    let later = of_pile().filter(|it| it.decision == CaseDecision::Later);
    PileCount {
        pile,
        total: number(of_pile().count()),
        open: number(of_pile().filter(|it| it.is_open()).count()),
        later: number(later.count()),
    }
}

fn row_of(reader: &Reader<'_>, case: &ComparisonCase, at: u32) -> Result<CaseRow, Failure> {
    let draft = match (&case.registrant, case.pile) {
        (Some(id), CasePile::Gone) => ours_of(reader, id)?,
        _ => case.draft.clone(),
    };
    let shown = Entry {
        draft: &draft,
        block: &case.block,
    };
    let values = RowField::ALL.iter().map(|&field| CaseValue {
        field,
        value: value(&shown, field),
    });
    Ok(CaseRow {
        id: case.id.clone(),
        number: at,
        pile: case.pile,
        row: case.row.clone(),
        name: draft.person.name(),
        kana: draft.person.name_kana.clone(),
        values: values.filter(|it| !it.value.is_empty()).collect(),
        problems: case.problems.clone(),
        doubts: case.doubts.clone(),
        candidates: case.candidates.clone(),
        decision: case.decision,
        registrant: case.registrant.clone(),
        sides: case.sides.clone(),
        status: case.status,
        reason: case.reason.clone(),
        decided_by: case.decided_by.clone(),
        decided_at: case.decided_at,
        person: draft.person,
    })
}

/// Returns the records of one of ours.
pub(crate) fn ours_of(reader: &Reader<'_>, id: &RegistrantId) -> Result<RegistrantDraft, Failure> {
    let registrant: Registrant = reader.get(id.as_str())?.ok_or_else(Failure::not_found)?;
    let person: Person = reader
        .get(registrant.person.as_str())?
        .ok_or_else(Failure::not_found)?;
    Ok(RegistrantDraft {
        consent: newest_consent(reader, id)?,
        person,
        registrant,
    })
}
