//! 使う人 asked for.

use domain::user::User;
use store::Reader;

use crate::failure::Failure;
use crate::host::Scene;

/// Answers everybody who uses or used the book: those at work first, by よみ.
pub(crate) fn users(reader: &Reader<'_>, _scene: &Scene<'_>, (): ()) -> Result<Vec<User>, Failure> {
    let mut users: Vec<User> = reader.all()?;
    users.sort_by_cached_key(|user| {
        let kana = domain::name::fold_kana(&user.kana);
        (!user.is_active(), kana, user.id.clone())
    });
    Ok(users)
}
