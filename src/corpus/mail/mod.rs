//! Mail: single messages, mailboxes, and pages that browsers save as messages.

pub(crate) mod attachment;
#[cfg(feature = "mail")]
mod body;
#[cfg(feature = "mail")]
mod forwarded;
mod headers;
pub(crate) mod mailbox;
pub(crate) mod message;
pub(crate) mod packed;
#[cfg(feature = "mail")]
pub(crate) mod parts;
mod several;
#[cfg(feature = "mail")]
mod words;

#[cfg(test)]
mod tests;
