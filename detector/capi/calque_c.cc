// The C interface: handles around the C++ library, structs filled field by field.
//
// Whatever a caller passes ends in an error, never in an exception: every function that does work
// runs inside Guarded. The offsets are converted once, when the report is made, because then the
// text is at hand.
#include <cmath>
#include <cstring>
#include <exception>
#include <limits>
#include <memory>
#include <new>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "calque/calque.h"
#include "calque/detector.h"
#include "detector/reports/offset_map.h"
#include "detector/reports/record_writer.h"

using calque::reports::OffsetMap;
using calque::reports::OffsetUnit;

struct calque_error {
  std::int32_t code;
  std::string message;
};

struct calque_string {
  std::string bytes;
};

struct calque_detector {
  calque::Detector detector;
};

struct calque_report {
  calque::Report report;  // its spans count bytes
  std::size_t text_size;
  OffsetUnit unit;
  std::vector<calque::Span> hits;       // in `unit`
  std::vector<calque::Span> sentences;  // in `unit`
  std::string pack;
};

namespace {

constexpr calque_analyze_options kDefaults = {sizeof(calque_analyze_options), CALQUE_STRICT,
                                              CALQUE_BYTES};

std::int32_t CodeOf(calque::ErrorCode code) {
  switch (code) {
    case calque::ErrorCode::kInvalidArgument:
      return CALQUE_INVALID_ARGUMENT;
    case calque::ErrorCode::kNotFound:
      return CALQUE_NOT_FOUND;
    case calque::ErrorCode::kPermissionDenied:
      return CALQUE_PERMISSION_DENIED;
    case calque::ErrorCode::kDataLoss:
      return CALQUE_DATA_LOSS;
    case calque::ErrorCode::kUnsupported:
      return CALQUE_UNSUPPORTED;
    case calque::ErrorCode::kResourceExhausted:
      return CALQUE_RESOURCE_EXHAUSTED;
    case calque::ErrorCode::kIo:
      return CALQUE_IO;
  }
  return CALQUE_INTERNAL;
}

calque_error* NewError(std::int32_t code, std::string message) {
  return new calque_error{code, std::move(message)};
}

calque_error* Refuse(std::string message) {
  return NewError(CALQUE_INVALID_ARGUMENT, std::move(message));
}

// What is returned when there is no memory for an error; never freed.
calque_error* OutOfMemory() {
  static calque_error error{CALQUE_RESOURCE_EXHAUSTED, "no memory"};
  return &error;
}

template <typename Work>
calque_error* Guarded(const Work& work) noexcept {
  try {
    return work();
  } catch (const std::bad_alloc&) {
    return OutOfMemory();
  } catch (const std::exception& thrown) {
    try {
      return NewError(CALQUE_INTERNAL, thrown.what());
    } catch (...) {
      return OutOfMemory();
    }
  }
}

// The caller's struct as this version knows it: fields that the caller does not have are zero.
template <typename Struct>
Struct Known(const Struct* given, const Struct& defaults) {
  if (given == nullptr) return defaults;
  Struct known{};
  std::memcpy(&known, given, std::min(given->struct_size, sizeof known));
  return known;
}

// Fills as much of the caller's struct as the caller has.
template <typename Struct>
void Fill(Struct filled, Struct* out) {
  filled.struct_size = out->struct_size;
  std::memcpy(out, &filled, std::min(out->struct_size, sizeof filled));
}

std::string_view View(const char* text, std::size_t size) {
  return size == 0 ? std::string_view() : std::string_view(text, size);
}

std::string_view View(const char* text) {
  return text == nullptr ? std::string_view() : std::string_view(text);
}

std::vector<calque::NamedBytes> Copy(const calque_named_bytes* files, std::size_t count) {
  std::vector<calque::NamedBytes> copies;
  for (const calque_named_bytes& file : std::span(files, files == nullptr ? 0 : count)) {
    copies.push_back({std::string(View(file.name)), std::string(View(file.bytes, file.size))});
  }
  return copies;
}

bool Sensible(const calque_analyze_options& options) {
  return options.mode >= CALQUE_STRICT && options.mode <= CALQUE_SENSITIVE &&
         options.offset_unit >= CALQUE_BYTES && options.offset_unit <= CALQUE_UTF16;
}

OffsetUnit UnitOf(std::int32_t unit) {
  if (unit == CALQUE_CODEPOINTS) return OffsetUnit::kCodepoint;
  return unit == CALQUE_UTF16 ? OffsetUnit::kUtf16 : OffsetUnit::kByte;
}

template <typename Parts>
std::vector<calque::Span> Convert(const Parts& parts, std::string_view text, OffsetUnit unit) {
  OffsetMap offsets(text, unit);
  std::vector<calque::Span> spans;
  spans.reserve(parts.size());
  for (const auto& part : parts) {
    const std::size_t begin = offsets.At(part.span.begin);
    spans.push_back({begin, offsets.At(part.span.end)});
  }
  return spans;
}

std::unique_ptr<calque_report> Analyze(const calque::Detector& detector, std::string_view text,
                                       const calque_analyze_options& options) {
  calque::Report report = detector.Analyze(text, {static_cast<calque::Mode>(options.mode)});
  const OffsetUnit unit = UnitOf(options.offset_unit);
  auto hits = Convert(report.hits, text, unit);
  auto sentences = Convert(report.sentences, text, unit);
  return std::make_unique<calque_report>(calque_report{std::move(report), text.size(), unit,
                                                       std::move(hits), std::move(sentences),
                                                       detector.pack_name()});
}

calque_error* CheckText(const calque_report* report, const char* text, std::size_t size) {
  if (report == nullptr) return Refuse("report is NULL");
  if (text == nullptr && size > 0) return Refuse("text is NULL, but its size is not 0");
  if (size == report->text_size) return nullptr;
  return Refuse("the report was made from a text of " + std::to_string(report->text_size) +
                " bytes, this one has " + std::to_string(size));
}

}  // namespace

extern "C" {

std::int32_t calque_abi_version(void) { return CALQUE_ABI_VERSION; }

const char* calque_version(void) { return calque::Version(); }

std::int32_t calque_error_code(const calque_error* error) {
  return error == nullptr ? 0 : error->code;
}

const char* calque_error_message(const calque_error* error) {
  return error == nullptr ? "" : error->message.c_str();
}

void calque_error_free(calque_error* error) {
  if (error != OutOfMemory()) delete error;
}

const char* calque_string_data(const calque_string* string) {
  return string == nullptr ? "" : string->bytes.c_str();
}

std::size_t calque_string_size(const calque_string* string) {
  return string == nullptr ? 0 : string->bytes.size();
}

void calque_string_free(calque_string* string) { delete string; }

calque_error* calque_detector_open(const calque_open_options* options, calque_detector** detector) {
  return Guarded([&]() -> calque_error* {
    if (detector == nullptr) return Refuse("detector is NULL: there is no place for the result");
    const calque_open_options known = Known(options, calque_open_options{});
    const calque::DetectorOptions user = {Copy(known.dictionaries, known.dictionary_count),
                                          Copy(known.ignore, known.ignore_count),
                                          known.huge_pages != 0};
    auto opened = known.pack_path == nullptr ? calque::Detector::Open(user)
                                             : calque::Detector::Open(known.pack_path, user);
    if (!opened.ok()) return NewError(CodeOf(opened.error().code), opened.error().message);
    *detector = new calque_detector{std::move(*opened)};
    return nullptr;
  });
}

void calque_detector_free(calque_detector* detector) { delete detector; }

const char* calque_pack_name(const calque_detector* detector) {
  return detector == nullptr ? "" : detector->detector.pack_name().c_str();
}

calque_error* calque_analyze(const calque_detector* detector, const char* text, std::size_t size,
                             const calque_analyze_options* options, calque_report** report) {
  return calque_analyze_batch(detector, &text, &size, 1, options, report);
}

calque_error* calque_analyze_batch(const calque_detector* detector, const char* const* texts,
                                   const std::size_t* sizes, std::size_t count,
                                   const calque_analyze_options* options, calque_report** reports) {
  return Guarded([&]() -> calque_error* {
    if (detector == nullptr) return Refuse("detector is NULL");
    if (count == 0) return nullptr;
    if (texts == nullptr || sizes == nullptr) return Refuse("texts or sizes is NULL");
    if (reports == nullptr) return Refuse("reports is NULL: there is no place for the result");
    const calque_analyze_options known = Known(options, kDefaults);
    if (!Sensible(known)) return Refuse("mode or offset_unit is none of their enums");
    std::vector<std::unique_ptr<calque_report>> made;
    made.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
      if (texts[i] == nullptr && sizes[i] > 0) {
        return Refuse("text " + std::to_string(i) + " is NULL, but its size is not 0");
      }
      made.push_back(Analyze(detector->detector, View(texts[i], sizes[i]), known));
    }
    for (std::size_t i = 0; i < count; ++i) reports[i] = made[i].release();
    return nullptr;
  });
}

void calque_report_free(calque_report* report) { delete report; }

void calque_report_summary(const calque_report* report, calque_summary* summary) {
  if (report == nullptr || summary == nullptr) return;
  const calque::Report& made = report->report;
  calque_summary filled{};
  filled.verdict = static_cast<std::int32_t>(made.verdict);
  filled.mode = static_cast<std::int32_t>(made.mode);
  filled.probability = made.probability;
  filled.words = made.words;
  filled.invalid_bytes = made.invalid_bytes;
  filled.hits = made.hits.size();
  filled.sentences = made.sentences.size();
  filled.distinct = made.evidence.distinct;
  filled.hits_per_1000 = made.evidence.hits_per_1000;
  filled.gain_per_1000 = made.evidence.gain_per_1000;
  filled.fluency = made.evidence.fluency;
  filled.translationese =
      made.evidence.translationese.value_or(std::numeric_limits<double>::quiet_NaN());
  if (made.pivot.has_value()) {
    filled.pivot_language = made.pivot->language.c_str();
    filled.pivot_probability = made.pivot->probability;
  }
  Fill(filled, summary);
}

std::int32_t calque_report_hit(const calque_report* report, std::size_t index, calque_hit* hit) {
  if (report == nullptr || hit == nullptr || index >= report->hits.size()) return 0;
  const calque::Hit& found = report->report.hits[index];
  calque_hit filled{};
  filled.begin = report->hits[index].begin;
  filled.end = report->hits[index].end;
  filled.entry = found.entry.c_str();
  filled.family = calque::FamilyName(found.family);
  filled.strength = calque::StrengthName(found.strength);
  filled.finding = found.finding.c_str();
  filled.gain = found.gain;
  filled.inconsistent = found.inconsistent ? 1 : 0;
  filled.originals = static_cast<std::int32_t>(found.originals.size());
  Fill(filled, hit);
  return 1;
}

std::int32_t calque_report_sentence(const calque_report* report, std::size_t index,
                                    calque_sentence* sentence) {
  if (report == nullptr || sentence == nullptr || index >= report->sentences.size()) return 0;
  const calque::SentenceReport& made = report->report.sentences[index];
  const calque::Span span = report->sentences[index];
  Fill(calque_sentence{0, span.begin, span.end, made.fluency, made.probability}, sentence);
  return 1;
}

const char* calque_report_original(const calque_report* report, std::size_t hit,
                                   std::size_t index) {
  if (report == nullptr || hit >= report->report.hits.size()) return nullptr;
  const std::vector<std::string>& originals = report->report.hits[hit].originals;
  return index < originals.size() ? originals[index].c_str() : nullptr;
}

calque_error* calque_report_record(const calque_report* report, const char* text, std::size_t size,
                                   const calque_record_options* options, calque_string** record) {
  return Guarded([&]() -> calque_error* {
    if (calque_error* error = CheckText(report, text, size)) return error;
    if (record == nullptr) return Refuse("record is NULL: there is no place for the result");
    const calque_record_options known = Known(options, calque_record_options{});
    auto string = std::make_unique<calque_string>();
    calque::reports::AppendRecord(
        report->report, View(text, size),
        {View(known.id), View(known.path), View(known.url), "", known.record, known.offset},
        {report->unit, known.restore != 0, report->pack}, &string->bytes);
    *record = string.release();
    return nullptr;
  });
}

calque_error* calque_report_restore(const calque_report* report, const char* text, std::size_t size,
                                    calque_string** restored) {
  return Guarded([&]() -> calque_error* {
    if (calque_error* error = CheckText(report, text, size)) return error;
    if (restored == nullptr) return Refuse("restored is NULL: there is no place for the result");
    *restored = new calque_string{calque::Restore(View(text, size), report->report)};
    return nullptr;
  });
}

}  // extern "C"
