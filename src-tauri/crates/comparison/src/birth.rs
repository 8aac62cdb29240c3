//! How far two birth dates agree: the slips people make with dates.

use chrono::{Datelike, NaiveDate};
use domain::comparison::Agreement;

/// Returns how far two birth dates agree. Near is one part only (year with its era, month, or day), or month and day
/// exchanged.
pub(crate) fn compare(a: Option<NaiveDate>, b: Option<NaiveDate>) -> Agreement {
    let (Some(a), Some(b)) = (a, b) else {
        return Agreement::Unknown;
    };
    let other = [
        a.year() != b.year(),
        a.month() != b.month(),
        a.day() != b.day(),
    ];
    let exchanged = a.year() == b.year() && a.month() == b.day() && a.day() == b.month();
    match other.iter().filter(|&&it| it).count() {
        0 => Agreement::Same,
        1 => Agreement::Near,
        _ if exchanged => Agreement::Near,
        _ => Agreement::Different,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(a: &str, b: &str, expected: Agreement) {
        let day = |text: &str| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok();
        assert_eq!(compare(day(a), day(b)), expected, "{a} {b}");
        assert_eq!(compare(day(b), day(a)), expected, "{b} {a}");
    }

    #[test]
    fn a_slip_is_told_from_another_day() {
        check("1933-03-01", "1933-03-01", Agreement::Same);
        check("1933-03-01", "1928-03-01", Agreement::Near); // 昭和8 → 昭和3
        check("1937-03-12", "1937-03-21", Agreement::Near);
        check("1937-03-12", "1937-12-03", Agreement::Near);
        check("1925-05-06", "1939-05-06", Agreement::Near); // 大正14 → 昭和14
        check("1937-03-12", "1938-04-12", Agreement::Different);
        check("", "1938-04-12", Agreement::Unknown);
    }
}
