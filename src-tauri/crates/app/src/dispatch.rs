//! From the name of a call to its handler. Made from the list, so that no call can be forgotten and an ask that
//! writes does not compile: its handler is handed a `Reader`, which has no writing method.

use serde_json::Value;
use store::{Reader, Tx};

use crate::calls::the_list;
use crate::failure::Failure;
use crate::host::Scene;
use crate::program::Program;

/// A handler that reads.
pub(crate) type Ask<Q, A> = fn(&Reader<'_>, &Scene<'_>, Q) -> Result<A, Failure>;

/// A handler that writes.
pub(crate) type Act<Q, A> = fn(&mut Tx<'_>, &Scene<'_>, Q) -> Result<A, Failure>;

/// A handler of the book itself, or of long work.
pub(crate) type File<Q, A> = fn(&Program, Q) -> Result<A, Failure>;

macro_rules! dispatch {
    (
        ask { $($ask_noun:ident::$ask:ident($ask_req:ty) -> $ask_ans:ty, needs $ask_right:ident, reads [$($kind:ident),*];)* }
        act { $($act_noun:ident::$act:ident($act_req:ty) -> $act_ans:ty, needs $act_right:ident;)* }
        file { $($file_noun:ident::$file:ident($file_req:ty) -> $file_ans:ty, needs $file_right:ident;)* }
    ) => {
        /// Runs the call of this name.
        pub(crate) fn run(program: &Program, name: &str, request: Value) -> Result<Value, Failure> {
            match name {
                $(stringify!($ask) => {
                    let handler: Ask<$ask_req, $ask_ans> = crate::ask::$ask_noun::$ask;
                    program.ask(name, request, handler)
                })*
                $(stringify!($act) => {
                    let handler: Act<$act_req, $act_ans> = crate::act::$act_noun::$act;
                    program.act(name, request, handler)
                })*
                $(stringify!($file) => {
                    let handler: File<$file_req, $file_ans> = crate::file::$file_noun::$file;
                    program.file(name, request, handler)
                })*
                _ => Err(Failure::fault(&format!("no call is named {name}"))),
            }
        }
    };
}
the_list!(dispatch);
