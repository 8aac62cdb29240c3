//! What comes in from outside keeps to .cargo/deny.toml: one registry, licences we can live with, no version below a floor.

use std::collections::BTreeSet;
use std::process::Command;

use serde_json::Value;

use super::{read, root};

/// Everything Cargo.lock chose, for every system.
fn chosen() -> Value {
    let answer = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked", "--offline"])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(answer.status.success(), "cargo metadata must answer");
    serde_json::from_slice(&answer.stdout).unwrap()
}

/// The texts in quotation marks behind a key.
fn quoted(text: &str) -> Vec<&str> {
    text.split('"').skip(1).step_by(2).collect()
}

/// The lines of the rules between a heading and the next.
fn section<'a>(rules: &'a str, name: &str) -> &'a str {
    let from = rules.split_once(&format!("[{name}]")).unwrap().1;
    from.split_once("\n[").map_or(from, |(part, _)| part)
}

/// Whether an SPDX expression can be met with these licences: one side of an OR, both of an AND.
fn allows(allowed: &BTreeSet<&str>, expression: &str) -> bool {
    let plain = expression.replace(['(', ')'], "").replace('/', " OR ");
    // (A OR B) AND C: both parts of the outer AND are looked at as they stand.
    if expression.contains(") AND") {
        return plain.split(" AND ").all(|part| allows(allowed, part));
    }
    let meets = |side: &str| {
        side.split(" AND ")
            .all(|licence| allowed.contains(licence.trim()))
    };
    plain.split(" OR ").any(meets)
}

/// A version as numbers; what stands behind a hyphen or a plus is left out.
fn version(text: &str) -> Vec<u64> {
    let plain = text.split(['-', '+']).next().unwrap_or_default();
    plain
        .split('.')
        .filter_map(|part| part.parse().ok())
        .collect()
}

/// A line of the list of what is not let in: name, versions, who may have it all the same.
struct Ban<'a> {
    name: &'a str,
    versions: &'a str,
    wrappers: Vec<&'a str>,
}

fn bans(rules: &str) -> Vec<Ban<'_>> {
    let part = section(rules, "bans").split_once("deny = [").unwrap().1;
    part.split("{ ")
        .skip(1)
        .map(|entry| {
            let after = |key: &str| entry.split_once(key).map_or("", |(_, rest)| rest);
            let first = |key: &str| quoted(after(key)).first().copied().unwrap_or_default();
            let wrappers = after("wrappers = [");
            Ban {
                name: first("name = "),
                versions: first("version = "),
                wrappers: quoted(wrappers.split(']').next().unwrap_or_default()),
            }
        })
        .collect()
}

impl Ban<'_> {
    fn holds(&self, name: &str, found: &str) -> bool {
        let of_version = match self.versions {
            "" => true,
            wanted => match wanted.split_once('<') {
                Some((_, floor)) => version(found) < version(floor),
                None => version(found) >= version(wanted.trim_start_matches(">=")),
            },
        };
        self.name == name && of_version
    }
}

#[test]
fn what_comes_in_keeps_to_the_licences_the_registry_and_the_floors() {
    let rules = read(".cargo/deny.toml");
    let allowed = section(&rules, "licenses")
        .split_once("allow = [")
        .unwrap()
        .1;
    let allowed: BTreeSet<&str> = quoted(allowed.split(']').next().unwrap())
        .into_iter()
        .collect();
    let registry = quoted(
        section(&rules, "sources")
            .split_once("allow-registry")
            .unwrap()
            .1,
    );
    let bans = bans(&rules);
    assert!(bans.len() > 8 && allowed.len() > 8, "the rules were read");
    let all = chosen();
    let packages = all["packages"].as_array().unwrap();
    for package in packages.iter().filter(|it| !it["source"].is_null()) {
        let text = |key: &str| package[key].as_str().unwrap_or_default();
        let (name, found) = (text("name"), text("version"));
        assert!(
            text("source").ends_with(registry[0]),
            "{name} is from {}",
            text("source")
        );
        assert!(
            allows(&allowed, text("license")),
            "{name} is under «{}»",
            text("license")
        );
        for ban in bans.iter().filter(|ban| ban.holds(name, found)) {
            let others: Vec<&Value> = packages
                .iter()
                .filter(|it| {
                    !ban.wrappers
                        .contains(&it["name"].as_str().unwrap_or_default())
                })
                .filter(|it| wants_this(it, name, found))
                .map(|it| &it["name"])
                .collect();
            assert!(
                !ban.wrappers.is_empty() && others.is_empty(),
                "{name} {found} is not let in ({others:?})"
            );
        }
    }
}

/// Whether a package may be given this version of another.
fn wants_this(asking: &Value, name: &str, found: &str) -> bool {
    let wanted = asking["dependencies"].as_array().unwrap();
    // What somebody else tests with never comes in.
    let own = wanted
        .iter()
        .filter(|it| it["name"] == name && it["kind"] != "dev");
    let mut lines = own.map(|it| {
        version(
            it["req"]
                .as_str()
                .unwrap_or_default()
                .trim_start_matches(['^', '=', '~']),
        )
    });
    // Of a version 0 the second number is the line.
    let line = |numbers: &[u64]| match numbers.first() {
        Some(0) => numbers.iter().take(2).copied().collect::<Vec<_>>(),
        _ => numbers.iter().take(1).copied().collect(),
    };
    lines.any(|wanted| line(&wanted) == line(&version(found)))
}

#[test]
fn a_licence_is_met_by_one_side_of_an_or_and_both_of_an_and() {
    let allowed = BTreeSet::from(["MIT", "Zlib"]);
    for (expression, met) in [
        ("MIT", true),
        ("GPL-3.0", false),
        ("GPL-3.0 OR MIT", true),
        ("MIT AND GPL-3.0", false),
        ("(MIT OR GPL-3.0) AND Zlib", true),
        ("(MIT OR Zlib) AND GPL-3.0", false),
        ("Apache-2.0/MIT", true),
    ] {
        assert_eq!(allows(&allowed, expression), met, "{expression}");
    }
}
