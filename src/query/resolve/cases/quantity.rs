//! Which sums of money, or which lengths of imprisonment, does a typed range mean?

use crate::error::{Result, ValueSource};
use crate::model::AmountRole;
use crate::query::notes::Notes;
use crate::query::resolve::filter::{Condition, bad};
use crate::query::resolve::suggest::nearest;
use crate::query::syntax::{is_none, read_quantity, split_role};
use crate::schema::{FieldSpec, Lookup, sums_field};
use crate::text::normalize::fold;

/// The condition that a typed range is on a field; in the field of sums of all roles, on that of the role before the range.
pub(in crate::query::resolve) fn condition(
    field: &'static FieldSpec,
    lookup: Lookup,
    at: ValueSource,
    value: &str,
    notes: &mut Notes,
) -> Result<Condition> {
    let (of, range) = match split_role(value) {
        (Some(role), range) if lookup == Lookup::Money && field.name == "amount" => {
            (role_field(role, at)?, range.trim())
        }
        _ => (field, value),
    };
    if is_none(range) {
        return Ok(Condition::Absent(of));
    }
    let forms = || "no quantity".to_owned();
    let read = read_quantity(lookup, range).unwrap_or_else(|| Err(forms()));
    let read = read.map_err(|why| bad(at, range, why, Vec::new()))?;
    notes.extend(read.note);
    Ok(Condition::Within {
        field: of,
        ranges: read.ranges,
        shown: read.shown,
    })
}

/// The field of the sums of a role, in any case: `restitution`.
fn role_field(role: &str, at: ValueSource) -> Result<&'static FieldSpec> {
    let typed = fold(role);
    let known = AmountRole::ALL.iter().find(|known| known.name() == typed);
    if let Some(field) = known.and_then(|role| sums_field(*role)) {
        return Ok(field);
    }
    let names: Vec<String> = AmountRole::ALL
        .iter()
        .map(|role| role.name().to_owned())
        .collect();
    let why = format!("the roles of money are {}", names.join(", "));
    Err(bad(at, role, why, nearest(role, &names)))
}
