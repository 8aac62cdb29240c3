//! How the board is counted: the newest result of a person counts, of a contradiction the worst until it is settled, everybody
//! is counted once.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use crate::board::{BoardPerson, CheckBoard, Counts, FoundAt};
use crate::check_result::{CheckMethod, CheckResult, HouseDamage, ResultCode};
use crate::copy::Copy;
use crate::id::{BlockId, CheckTargetId, CopyId};
use crate::safety_check::{BlockCounts, CheckReport, CheckTarget, SafetyCheck, clock};

/// Where one person stands.
#[derive(Clone, Copy, Debug)]
pub struct Standing<'a> {
    /// The newest result.
    pub newest: &'a CheckResult,
    /// The result that counts: the newest, but of two hands that differ the worst. Who typed last must not hide a 要救助.
    pub counting: &'a CheckResult,
    /// Two hands say different things, and nobody has settled it on the board since.
    pub conflict: bool,
    /// From when on the person counts as found without a break; none while not found.
    pub found_at: Option<DateTime<Utc>>,
}

impl CheckResult {
    /// Returns the time the result speaks of: the one on the sheet, else when it was typed.
    pub fn moment(&self) -> Option<DateTime<Utc>> {
        self.checked_at.or(self.entered_at)
    }
}

impl CheckTarget {
    /// Returns the result that counts for this person.
    pub fn code(&self, standing: Option<&Standing<'_>>) -> ResultCode {
        self.code_by(standing.map(|standing| standing.counting))
    }

    /// Returns what this result says of the person. A line left empty says nothing: who will not join stays 不参加.
    pub fn code_by(&self, result: Option<&CheckResult>) -> ResultCode {
        let code = result.map_or(ResultCode::Unchecked, |result| result.code);
        if code == ResultCode::Unchecked && self.excused {
            ResultCode::Excused
        } else {
            code
        }
    }
}

/// Returns where everybody stands of whom there is a result.
pub fn standings(results: &[CheckResult]) -> BTreeMap<&CheckTargetId, Standing<'_>> {
    let mut by_target: BTreeMap<&CheckTargetId, Vec<&CheckResult>> = BTreeMap::new();
    for result in results {
        if let Some(target) = &result.target {
            by_target.entry(target).or_default().push(result);
        }
    }
    let mut all = BTreeMap::new();
    for (target, mut results) in by_target {
        results.sort_by(|a, b| a.id.cmp(&b.id));
        let words = words(&results);
        if let Some(newest) = words.last().or(results.last()) {
            let standing_words = standing_words(&words);
            let conflict = contradict(&standing_words);
            let worst = standing_words.iter().max_by_key(|it| it.code.gravity());
            let counting = worst.filter(|_| conflict).unwrap_or(newest);
            let found = words
                .iter()
                .rev()
                .take_while(|result| result.code.is_found());
            // Of hands that differ, one that found nobody may have been typed last.
            let found = found.last().unwrap_or(counting);
            let found_at = found.moment().filter(|_| counting.code.is_found());
            all.insert(
                target,
                Standing {
                    newest,
                    counting,
                    conflict,
                    found_at,
                },
            );
        }
    }
    all
}

/// Returns the results that say something, of results oldest first. A line left empty (未確認) takes back what the same paper
/// said before, and no more: the other supporter's paper may know. On the board 未確認 takes back everything.
fn words<'a>(results: &[&'a CheckResult]) -> Vec<&'a CheckResult> {
    let reset = |result: &&CheckResult| is_empty_word(result) && result.copy.is_none();
    let since = results.iter().rposition(reset).map_or(0, |at| at + 1);
    let rest = &results[since..];
    let said = |at: usize, result: &CheckResult| {
        let later = rest[at..].iter().filter(|other| other.copy == result.copy);
        !later.copied().any(|other| is_empty_word(&other))
    };
    rest.iter()
        .enumerate()
        .filter(|(at, result)| said(*at, result))
        .map(|(_, r)| *r)
        .collect()
}

fn is_empty_word(result: &&CheckResult) -> bool {
    result.code == ResultCode::Unchecked
}

/// Returns the newest word of each hand of results oldest first: each paper and the board is one hand. A word from the board
/// settles what came before it, and who had not been found is found by later news.
fn standing_words<'a>(results: &[&'a CheckResult]) -> Vec<&'a CheckResult> {
    let settled = results
        .iter()
        .rposition(|result| result.copy.is_none())
        .unwrap_or(0);
    let mut hands: BTreeMap<Option<&CopyId>, &CheckResult> = BTreeMap::new();
    for result in &results[settled..] {
        hands.insert(result.copy.as_ref(), result);
    }
    let mut words: Vec<&CheckResult> = hands.into_values().collect();
    words.sort_by(|a, b| a.id.cmp(&b.id));
    words
        .iter()
        .enumerate()
        .filter(|(at, older)| !words[at + 1..].iter().any(|newer| is_news(older, newer)))
        .map(|(_, word)| *word)
        .collect()
}

/// Returns whether somebody who had not been found is found later. What was typed later but seen before is no news.
fn is_news(older: &CheckResult, newer: &CheckResult) -> bool {
    let is_later = newer.moment() >= older.moment();
    !older.code.is_found() && newer.code.is_found() && is_later
}

/// Returns whether words that stand beside each other say different things.
fn contradict(words: &[&CheckResult]) -> bool {
    words.windows(2).any(|pair| pair[0].code != pair[1].code)
}

/// Counts one person.
fn add(counts: &mut Counts, target: &CheckTarget, standing: Option<&Standing<'_>>) {
    let code = target.code(standing);
    counts.add(code);
    let Some(result) = standing.map(|standing| standing.counting) else {
        return;
    };
    if code.is_found() && !matches!(code, ResultCode::Excused | ResultCode::RosterError) {
        *match result.method {
            CheckMethod::Sign => &mut counts.by_sign,
            CheckMethod::FaceToFace | CheckMethod::Intercom => &mut counts.by_visit,
            CheckMethod::Phone | CheckMethod::FromOthers | CheckMethod::FromFacility => {
                &mut counts.by_other
            }
        } += 1;
    }
    if !matches!(result.house, HouseDamage::Unknown | HouseDamage::None) {
        counts.houses_damaged += 1;
    }
}

/// Returns the numbers of the whole council.
pub fn counts(targets: &[CheckTarget], results: &[CheckResult]) -> Counts {
    let standings = standings(results);
    let mut counts = Counts::default();
    for target in targets {
        add(&mut counts, target, standings.get(&target.id));
    }
    counts.unlisted = u32::try_from(unlisted(results).len()).unwrap_or(u32::MAX);
    counts
}

/// Returns the numbers block by block: the slowest first, equal ones in walking order.
pub fn block_counts(targets: &[CheckTarget], results: &[CheckResult]) -> Vec<BlockCounts> {
    let standings = standings(results);
    let mut order: Vec<&CheckTarget> = targets.iter().collect();
    order.sort_by_key(|target| target.position);
    let mut blocks: Vec<BlockCounts> = Vec::new();
    let mut places: BTreeMap<Option<&BlockId>, usize> = BTreeMap::new();
    for target in order {
        let place = *places.entry(target.block.as_ref()).or_insert_with(|| {
            blocks.push(BlockCounts {
                block: target.block.clone(),
                name: target.block_name.clone(),
                ..BlockCounts::default()
            });
            blocks.len() - 1
        });
        let standing = standings.get(&target.id);
        let block = &mut blocks[place];
        add(&mut block.counts, target, standing);
        block.last_at = block
            .last_at
            .max(standing.and_then(|standing| standing.newest.moment()));
    }
    // The share of found people in thousandths, so that whole numbers order the blocks.
    blocks.sort_by_key(|block| {
        let counts = &block.counts;
        u64::from(counts.found()) * 1000 / u64::from(counts.targets.max(1))
    });
    blocks
}

/// Returns the people who are on no list: of each line of a paper the newest word, of the board every one.
pub fn unlisted(results: &[CheckResult]) -> Vec<&CheckResult> {
    let mut order: Vec<&CheckResult> = results
        .iter()
        .filter(|result| result.target.is_none())
        .collect();
    order.sort_by(|a, b| a.id.cmp(&b.id));
    let mut lines: BTreeMap<(&CopyId, u32, u32), &CheckResult> = BTreeMap::new();
    let mut people = Vec::new();
    for result in order {
        match &result.copy {
            Some(copy) => {
                lines.insert((copy, result.page, result.line), result);
            }
            None => people.push(result),
        }
    }
    people.extend(lines.into_values());
    people.retain(|result| !result.unlisted_name.is_empty());
    people.sort_by(|a, b| a.id.cmp(&b.id));
    people
}

/// Returns whether every line of a paper has been typed, an empty line as 未確認.
pub fn is_typed_back(copy: &Copy, results: &[CheckResult]) -> bool {
    let typed: std::collections::BTreeSet<&CheckTargetId> = results
        .iter()
        .filter(|result| result.copy.as_ref() == Some(&copy.id))
        .filter_map(|result| result.target.as_ref())
        .collect();
    copy.lines.iter().all(|target| typed.contains(target))
}

/// Returns the line of found people: one point for each minute in which the number changed, from the start.
pub fn found_line(
    targets: &[CheckTarget],
    results: &[CheckResult],
    started_at: DateTime<Utc>,
) -> Vec<FoundAt> {
    let standings = standings(results);
    let mut minutes: BTreeMap<u32, u32> = BTreeMap::from([(0, 0)]);
    for target in targets {
        let standing = standings.get(&target.id);
        if !target.code(standing).is_found() {
            continue;
        }
        // Excused people are known from the start; so is who was found while people gathered.
        let at = standing
            .and_then(|standing| standing.found_at)
            .unwrap_or(started_at);
        let minute = u32::try_from((at - started_at).num_minutes()).unwrap_or(0);
        *minutes.entry(minute).or_default() += 1;
    }
    let mut found = 0;
    minutes
        .into_iter()
        .map(|(minute, more)| {
            found += more;
            FoundAt { minute, found }
        })
        .collect()
}

/// What the board is made from.
#[derive(Clone, Copy, Debug)]
pub struct BoardRecords<'a> {
    /// The frozen roster.
    pub targets: &'a [CheckTarget],
    /// Every result of the event.
    pub results: &'a [CheckResult],
    /// Papers of the event.
    pub copies: &'a [Copy],
    /// 第n報 issued so far.
    pub reports: &'a [CheckReport],
}

/// Makes the board. Telephone numbers stand in it as the frozen roster has them.
pub fn board(check: &SafetyCheck, records: BoardRecords<'_>, now: DateTime<Utc>) -> CheckBoard {
    let BoardRecords {
        targets,
        results,
        copies,
        reports,
    } = records;
    let standings = standings(results);
    let mut papers: BTreeMap<&CheckTargetId, u32> = BTreeMap::new();
    let in_use = || copies.iter().filter(|copy| !copy.voided);
    for copy in in_use() {
        for target in &copy.lines {
            let newest = papers.entry(target).or_default();
            *newest = copy.no.max(*newest);
        }
    }
    let mut people: Vec<(u32, BoardPerson)> = targets
        .iter()
        .map(|target| {
            let copy_no = papers.get(&target.id).copied().unwrap_or(0);
            (
                target.position,
                person(target, standings.get(&target.id), copy_no),
            )
        })
        .collect();
    people.sort_by_key(|(position, person)| (urgency(person.code), *position));
    let mut reports = reports.to_vec();
    reports.sort_by_key(|report| report.number);
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    CheckBoard {
        safety_check: check.clone(),
        now,
        counts: counts(targets, results),
        blocks: block_counts(targets, results),
        people: people.into_iter().map(|(_, person)| person).collect(),
        reports,
        papers: count(in_use().count()),
        papers_typed: count(in_use().filter(|copy| is_typed_back(copy, results)).count()),
        unlisted: unlisted(results).into_iter().map(unlisted_line).collect(),
        found_line: check
            .started_at
            .map(|start| found_line(targets, results, start))
            .unwrap_or_default(),
    }
}

/// Unknown first, then hurt, then the rest.
fn urgency(code: ResultCode) -> u8 {
    match (code.is_found(), code.is_hurt()) {
        (false, _) => 0,
        (true, true) => 1,
        (true, false) => 2,
    }
}

fn person(target: &CheckTarget, standing: Option<&Standing<'_>>, copy_no: u32) -> BoardPerson {
    let result = standing.map(|standing| standing.counting);
    let words = |result: &CheckResult| match result.note.as_str() {
        "" => result.moved_to.clone(),
        note => note.to_owned(),
    };
    BoardPerson {
        target: target.id.clone(),
        name: target.name.clone(),
        kana: target.kana.clone(),
        address: target.address.clone(),
        building: target.building.clone(),
        block: target.block_name.clone(),
        care: target.care.clone(),
        phone: target.phone.clone(),
        supporters: target.supporter_names.clone(),
        code: target.code(standing),
        result: result.map(|result| result.id.clone()),
        time: result
            .and_then(CheckResult::moment)
            .map(clock)
            .unwrap_or_default(),
        note: result.map(words).unwrap_or_default(),
        conflict: standing.is_some_and(|standing| standing.conflict),
        copy_no,
    }
}

fn unlisted_line(result: &CheckResult) -> String {
    match result.unlisted_place.as_str() {
        "" => result.unlisted_name.clone(),
        place => format!("{}（{place}）", result.unlisted_name),
    }
}

#[cfg(test)]
mod tests;
