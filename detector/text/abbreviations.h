// English words that are written with a period, in two kinds: those that never
// end a sentence before a capital ("Mr. Smith") and those that may ("Inc. The").
#ifndef CALQUE_DETECTOR_TEXT_ABBREVIATIONS_H_
#define CALQUE_DETECTOR_TEXT_ABBREVIATIONS_H_

#include <string_view>

#include "detector/text/key_set.h"

namespace calque::text {

// Lower case, sorted.
inline constexpr std::string_view kTitleAbbreviations[] = {
    "adm", "amb", "apt",  "assn", "attn", "ave",  "blvd", "brig", "bros",   "capt", "cf",   "cmdr",
    "col", "cpl", "cpt",  "det",  "dist", "dr",   "e.g.", "eg",   "fig",    "figs", "fr",   "ft",
    "gen", "gov", "hon",  "i.e.", "ie",   "insp", "lt",   "maj",  "messrs", "mme",  "mr",   "mrs",
    "ms",  "mt",  "ofc",  "pfc",  "pp",   "pres", "prof", "pvt",  "rep",    "reps", "rev",  "rt",
    "sec", "sen", "sens", "sgt",  "spc",  "sr",   "st",   "supt", "u.n.",   "vol",  "vols", "vs"};

inline constexpr std::string_view kOtherAbbreviations[] = {
    "a.m.", "al",   "apr",  "ariz", "ark",  "aug",  "calif", "co",  "colo", "conn", "corp", "ct",
    "d.c.", "dec",  "del",  "dept", "ed",   "est",  "etc",   "feb", "fla",  "ga",   "ill",  "inc",
    "ind",  "jan",  "jr",   "jul",  "jun",  "kan",  "ky",    "la",  "ltd",  "mar",  "mass", "mich",
    "minn", "miss", "mont", "nev",  "nov",  "oct",  "okla",  "ore", "p.m.", "pa",   "ph.d", "sep",
    "sept", "tenn", "tex",  "u.k.", "u.s.", "univ", "va",    "vt",  "wash", "wis"};

// Capitalised words that begin sentences far more often than names; lower case,
// sorted.
inline constexpr std::string_view kSentenceStarters[] = {
    "a",     "according", "after", "all",   "also",  "although",  "an",        "and",     "as",
    "at",    "because",   "both",  "but",   "by",    "critics",   "during",    "each",    "even",
    "for",   "from",      "he",    "her",   "here",  "his",       "how",       "however", "i",
    "if",    "in",        "it",    "its",   "last",  "many",      "meanwhile", "more",    "most",
    "my",    "no",        "not",   "now",   "of",    "officials", "on",        "once",    "one",
    "or",    "other",     "our",   "over",  "she",   "since",     "so",        "some",    "still",
    "such",  "that",      "the",   "their", "then",  "there",     "these",     "they",    "this",
    "those", "though",    "to",    "two",   "under", "until",     "we",        "what",    "when",
    "where", "while",     "who",   "why",   "with",  "yet",       "you",       "your"};

inline constexpr KeySet kTitleAbbreviationKeys(kTitleAbbreviations);
inline constexpr KeySet kOtherAbbreviationKeys(kOtherAbbreviations);
inline constexpr KeySet kSentenceStarterKeys(kSentenceStarters);

}  // namespace calque::text

#endif  // CALQUE_DETECTOR_TEXT_ABBREVIATIONS_H_
