//! 鍵: another 鍵の言葉, another 予備の鍵, the 二人の鍵, and all keys anew. Whoever changes one says their own words first.
//! The change is noted before it is made, so that no key is ever changed without an entry; where it fails a further entry
//! says so.

use domain::keys::{Keys, MakeTwoSheets, NewPassphrase, TwoSheets};
use domain::problem::{Problem, Rule};
use domain::secret::Secret;
use domain::vault::RecoveryKey;
use serde_json::Value;
use store::{Book, StoreError};

use crate::failure::Failure;
use crate::program::{Program, note_of};

/// Where chance comes from.
type Random<'a> = &'a mut dyn FnMut(&mut [u8]);

/// Answers whose words open the book, and which sheets do.
pub(crate) fn keys(program: &Program, (): ()) -> Result<Keys, Failure> {
    let opened = program.opened();
    let opened = opened.as_ref().ok_or_else(Failure::locked)?;
    Ok(Keys {
        own: opened.book.holder().clone(),
        holders: opened.book.holders()?,
        two_officers: opened.book.two_officers()?,
        practice: opened.practice,
    })
}

/// Gives whoever has the book open another 鍵の言葉. Only their slot is written.
pub(crate) fn change_passphrase(program: &Program, wanted: NewPassphrase) -> Result<(), Failure> {
    store::judge_passphrase(&wanted.passphrase)?;
    let cost = program.setup().cost;
    let change = Change::of("change_passphrase", &wanted.own);
    change.make(program, |book, random| {
        let user = book.holder().clone();
        book.set_slot(&user, &wanted.passphrase, cost, random)
    })
}

/// Makes a new 予備の鍵. The old sheet opens nothing from then on.
pub(crate) fn renew_recovery(program: &Program, own: Secret) -> Result<RecoveryKey, Failure> {
    Change::of("renew_recovery", &own).make(program, Book::renew_recovery)
}

/// Makes the two sheets of the 二人の鍵. Older ones open nothing from then on.
pub(crate) fn make_two_sheets(
    program: &Program,
    wanted: MakeTwoSheets,
) -> Result<TwoSheets, Failure> {
    let officers = [wanted.first, wanted.second].map(|name| name.trim().to_owned());
    let mut problems = Vec::new();
    for (field, name) in ["first", "second"].into_iter().zip(&officers) {
        if name.is_empty() {
            problems.push(Problem::new(field, Rule::Missing));
        }
    }
    if problems.is_empty() && officers[0] == officers[1] {
        problems.push(Problem::new("second", Rule::SamePerson));
    }
    Failure::unless_none(problems)?;
    let mut change = Change::of("make_two_sheets", &wanted.own);
    change.subject = officers.join("・");
    let sheets = change.make(program, |book, random| {
        book.set_two_officers(officers.clone(), random)
    })?;
    Ok(TwoSheets { officers, sheets })
}

/// Makes the sheets of the 二人の鍵 void.
pub(crate) fn drop_two_sheets(program: &Program, own: Secret) -> Result<(), Failure> {
    Change::of("drop_two_sheets", &own).make(program, |book, _random| book.remove_two_officers())
}

/// Puts the whole book under new keys: after a paper or a PC was lost, or words became known.
pub(crate) fn renew_keys(program: &Program, wanted: NewPassphrase) -> Result<RecoveryKey, Failure> {
    store::judge_passphrase(&wanted.passphrase)?;
    let cost = program.setup().cost;
    Change::of("renew_keys", &wanted.own).make(program, |book, random| {
        book.renew_keys(&wanted.passphrase, cost, random)
    })
}

/// A change of the keys, by somebody who says their own 鍵の言葉.
struct Change<'a> {
    call: &'static str,
    subject: String,
    own: &'a Secret,
}

impl<'a> Change<'a> {
    fn of(call: &'static str, own: &'a Secret) -> Self {
        Self {
            call,
            subject: String::new(),
            own,
        }
    }

    fn make<T>(
        self,
        program: &Program,
        work: impl FnOnce(&mut Book, Random<'_>) -> Result<T, StoreError>,
    ) -> Result<T, Failure> {
        let _under_way = program.work().begin(self.call)?;
        let mut opened = program.opened();
        let opened = opened.as_mut().ok_or_else(Failure::locked)?;
        if opened.practice {
            // Its words are known to everybody, and the program opens it with them.
            return Err(Failure::not_now("practice_keys"));
        }
        let (book, scene) = (&mut opened.book, program.scene_of(&opened.me));
        let holder = book.holder().holder.clone();
        book.prove(&holder, self.own, scene.now)?;
        // No request holds a word of it that may be written down.
        let noted = |call| note_of(call, Value::Null, self.subject.clone(), &scene);
        book.note(noted(self.call))?;
        let made = work(book, &mut |bytes| program.host().random(bytes));
        if made.is_err() {
            // Where this fails too, the first entry stands: it says too much, not too little.
            book.note(noted("keys_not_changed")).ok();
        }
        Ok(made?)
    }
}
