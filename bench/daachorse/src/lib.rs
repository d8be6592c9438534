//! The double-array Aho-Corasick automaton of daachorse for peers_bench: a few C functions.
//!
//! An automaton is built of byte strings and counts all their occurrences, overlapping
//! ones too, that begin and end where the caller's tables say that words do.
use daachorse::DoubleArrayAhoCorasick;
use std::slice;

pub struct Automaton(DoubleArrayAhoCorasick<u32>);

/// # Safety
/// `phrases` and `sizes` hold `count` elements, phrase i has sizes[i] bytes.
#[no_mangle]
pub unsafe extern "C" fn calque_daachorse_new(
    phrases: *const *const u8,
    sizes: *const usize,
    count: usize,
) -> *mut Automaton {
    let starts = slice::from_raw_parts(phrases, count);
    let sizes = slice::from_raw_parts(sizes, count);
    let patterns = starts.iter().zip(sizes).map(|(&start, &size)| slice::from_raw_parts(start, size));
    match DoubleArrayAhoCorasick::new(patterns) {
        Ok(automaton) => Box::into_raw(Box::new(Automaton(automaton))),
        Err(_) => std::ptr::null_mut(),
    }
}

/// # Safety
/// `automaton` is from calque_daachorse_new, or null, and not used afterwards.
#[no_mangle]
pub unsafe extern "C" fn calque_daachorse_free(automaton: *mut Automaton) {
    if !automaton.is_null() {
        drop(Box::from_raw(automaton));
    }
}

/// # Safety
/// `automaton` is from calque_daachorse_new.
#[no_mangle]
pub unsafe extern "C" fn calque_daachorse_bytes(automaton: *const Automaton) -> usize {
    (*automaton).0.heap_bytes()
}

/// # Safety
/// `text` has `size` bytes, `begins` and `ends` have `size` + 1.
#[no_mangle]
pub unsafe extern "C" fn calque_daachorse_count(
    automaton: *const Automaton,
    text: *const u8,
    size: usize,
    begins: *const u8,
    ends: *const u8,
) -> usize {
    let text = slice::from_raw_parts(text, size);
    let begins = slice::from_raw_parts(begins, size + 1);
    let ends = slice::from_raw_parts(ends, size + 1);
    (*automaton)
        .0
        .find_overlapping_iter(text)
        .filter(|found| begins[found.start()] != 0 && ends[found.end()] != 0)
        .count()
}
