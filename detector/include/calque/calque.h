// Calque for C, and for every language that can call C (Java, Go, Rust, Node, Python's ctypes).
//
//   calque_detector* detector;
//   calque_error* error = calque_detector_open(NULL, &detector);  // built-in English pack
//   calque_report* report;
//   error = calque_analyze(detector, text, size, NULL, &report);  // any bytes
//   calque_summary summary = {.struct_size = sizeof summary};
//   calque_report_summary(report, &summary);
//   if (summary.verdict == CALQUE_ARTIFACT) ...
//   calque_report_free(report);
//
// Opening costs milliseconds: open one detector and share it. Handles are opaque; each belongs to
// the caller until its _free, which takes NULL too. Detectors and reports never change: all threads
// may use one together. Texts are pointer and length and are not kept. Strings that are returned
// end with NUL, are UTF-8 and live as long as their handle. A call that can fail returns NULL, or
// an error that belongs to the caller, and then leaves its outputs alone. No exception leaves it.
//
// A struct begins with its own size as the caller knows it: later versions add fields at the end
// and neither read nor write beyond that size; zero in every other field is the default. The
// numbers in enums never change. Every symbol has a version (CALQUE_1) and the library a SONAME
// (libcalque_c.so.1), which both change with CALQUE_ABI_VERSION.
#ifndef CALQUE_CALQUE_H_
#define CALQUE_CALQUE_H_

#include <stddef.h>
#include <stdint.h>

#define CALQUE_ABI_VERSION 1

#ifdef __cplusplus
extern "C" {
#endif
#pragma GCC visibility push(default)
typedef struct calque_detector calque_detector;
typedef struct calque_report calque_report;
typedef struct calque_error calque_error;
typedef struct calque_string calque_string;

// What went wrong, for programs; the message says it to people.
enum { CALQUE_INVALID_ARGUMENT = 1, CALQUE_NOT_FOUND = 2, CALQUE_PERMISSION_DENIED = 3 };
enum { CALQUE_DATA_LOSS = 4, CALQUE_UNSUPPORTED = 5, CALQUE_RESOURCE_EXHAUSTED = 6 };
enum { CALQUE_IO = 7, CALQUE_INTERNAL = 8 };
enum { CALQUE_CLEAN = 0, CALQUE_SUSPECT = 1, CALQUE_ARTIFACT = 2, CALQUE_INSUFFICIENT = 3 };
enum { CALQUE_STRICT = 0, CALQUE_BALANCED = 1, CALQUE_SENSITIVE = 2 };
enum { CALQUE_BYTES = 0, CALQUE_CODEPOINTS = 1, CALQUE_UTF16 = 2 };

typedef struct {
  const char* name;  // what errors call it by
  const char* bytes;
  size_t size;
} calque_named_bytes;

typedef struct {
  size_t struct_size;
  const char* pack_path;                   // NULL: the built-in English pack
  const calque_named_bytes* dictionaries;  // compiled by `calque dict compile FILE.tsv`
  size_t dictionary_count;
  const calque_named_bytes* ignore;  // the text of ignore files
  size_t ignore_count;
  int32_t huge_pages;  // 1: a private copy of the pack, faster to read; see calque/detector.h
} calque_open_options;

typedef struct {
  size_t struct_size;
  int32_t mode;         // CALQUE_STRICT ...
  int32_t offset_unit;  // what begin and end count: CALQUE_BYTES ...
} calque_analyze_options;

typedef struct {
  size_t struct_size;
  int32_t verdict, mode;          // CALQUE_CLEAN ..., CALQUE_STRICT ...
  double probability;             // P(a machine rewrote this text), calibrated
  uint64_t words, invalid_bytes;  // the latter are no UTF-8 and were skipped
  uint64_t hits, sentences;
  uint64_t distinct;  // different dictionary entries among the hits
  double hits_per_1000, gain_per_1000;
  double fluency;              // median of the sentences, in [0, 1]
  double translationese;       // log-odds; NaN when the pack cannot tell
  const char* pivot_language;  // ISO 639-1; NULL when none shows
  double pivot_probability;
} calque_summary;

typedef struct {
  size_t struct_size;
  uint64_t begin, end;  // half-open, in the text as it was given
  const char* entry;    // id in the dictionary
  const char* family;
  const char* strength;
  const char* finding;  // name of this hit, for ignore files
  double gain;          // log10 of how much likelier the original is
  int32_t inconsistent;
  int32_t originals;  // how many there are
} calque_hit;

typedef struct {
  size_t struct_size;
  uint64_t begin, end;
  double fluency, probability;
} calque_sentence;

// Of a record; NULL is an empty string.
typedef struct {
  size_t struct_size;
  const char *id, *path, *url;
  uint64_t record, offset;
  int32_t restore;  // add the text with the originals put back
} calque_record_options;

int32_t calque_abi_version(void);
const char* calque_version(void);
int32_t calque_error_code(const calque_error* error);
const char* calque_error_message(const calque_error* error);
void calque_error_free(calque_error* error);
const char* calque_string_data(const calque_string* string);
size_t calque_string_size(const calque_string* string);
void calque_string_free(calque_string* string);

calque_error* calque_detector_open(const calque_open_options* options, calque_detector** detector);
void calque_detector_free(calque_detector* detector);
const char* calque_pack_name(const calque_detector* detector);

calque_error* calque_analyze(const calque_detector* detector, const char* text, size_t size,
                             const calque_analyze_options* options, calque_report** report);
// `count` texts to as many reports: all of them, or none and an error.
calque_error* calque_analyze_batch(const calque_detector* detector, const char* const* texts,
                                   const size_t* sizes, size_t count,
                                   const calque_analyze_options* options, calque_report** reports);
void calque_report_free(calque_report* report);
void calque_report_summary(const calque_report* report, calque_summary* summary);
// 1, or 0 when there is no such hit or sentence.
int32_t calque_report_hit(const calque_report* report, size_t index, calque_hit* hit);
int32_t calque_report_sentence(const calque_report* report, size_t index,
                               calque_sentence* sentence);
// The most probable first; NULL when there is none.
const char* calque_report_original(const calque_report* report, size_t hit, size_t index);

// The record of `calque scan --format jsonl`, with its line end, in the offsets of the report.
// `text` is the one that the report was made from, here and below.
calque_error* calque_report_record(const calque_report* report, const char* text, size_t size,
                                   const calque_record_options* options, calque_string** record);
// The text with the first original of every hit put back.
calque_error* calque_report_restore(const calque_report* report, const char* text, size_t size,
                                    calque_string** restored);

#pragma GCC visibility pop
#ifdef __cplusplus
}
#endif

#endif  // CALQUE_CALQUE_H_
