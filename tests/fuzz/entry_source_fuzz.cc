// Any bytes as a dictionary source: every byte is read, errors name the file, and what is returned
// as an entry keeps the promises that the compiler relies on.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "detector/compiler/entry_source.h"
#include "detector/text/segmenter.h"

namespace {

using calque::Strength;
using calque::compiler::SourceEntry;
using calque::compiler::SourceErrors;
using calque::compiler::SourceGuard;
using calque::dictionary::GuardClass;
using calque::dictionary::GuardPlace;

constexpr std::size_t kMaxFieldBytes = 8192;

constexpr std::string_view kHeader =
    "id\tartifact\toriginals\tfamily\tstrength\tcase\trequire\tforbid\tpivot\tinflect\t"
    "hit_example\tclean_example\tsource\n";

void Require(bool condition) {
  if (!condition) std::abort();
}

void CheckPhrase(const std::string& phrase) {
  Require(phrase.size() <= kMaxFieldBytes);
  const auto tokens = calque::text::SegmentAll(phrase).tokens.size();
  Require(tokens >= 1 && tokens <= std::size_t{calque::dictionary::kMaxPhraseTokens});
}

void CheckGuards(const std::vector<SourceGuard>& guards) {
  for (const SourceGuard& guard : guards) {
    Require(guard.place <= GuardPlace::kDocument && guard.kind <= GuardClass::kPunct);
    Require(guard.kind != GuardClass::kStart || guard.place == GuardPlace::kPrev);
    Require(guard.kind != GuardClass::kEnd || guard.place == GuardPlace::kNext);
    if (guard.kind == GuardClass::kPhrase) {
      CheckPhrase(guard.phrase);
    } else {
      Require(guard.place != GuardPlace::kDocument);
    }
  }
}

void CheckEntry(const SourceEntry& entry, std::size_t lines) {
  Require(entry.file == "fuzz.tsv" && entry.line >= 1 && entry.line <= lines);
  Require(!entry.id.empty());
  CheckPhrase(entry.artifact);
  Require(!entry.originals.empty());
  const auto artifact = calque::text::SegmentAll(entry.artifact).keys;
  for (const std::string& original : entry.originals) {
    CheckPhrase(original);
    Require(calque::text::SegmentAll(original).keys != artifact);
  }
  Require(static_cast<int>(entry.family) < calque::kFamilyCount);
  Require(entry.pivot.empty() || entry.pivot.size() == 2);
  CheckGuards(entry.require);
  CheckGuards(entry.forbid);
  const bool weak = entry.strength == Strength::kWeak;
  Require(weak || (!entry.hit_example.empty() && !entry.clean_example.empty()));
}

void ParseAndCheck(std::string_view text) {
  std::vector<SourceEntry> entries;
  SourceErrors errors;
  calque::compiler::ParseEntries("fuzz.tsv", text, &entries, &errors);
  const auto lines = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) + 1;
  Require(entries.size() + errors.size() <= lines);
  for (const SourceEntry& entry : entries) CheckEntry(entry, lines);
  calque::compiler::CheckEntries(entries, &errors);
  for (const std::string& error : errors) Require(error.starts_with("fuzz.tsv:"));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  ParseAndCheck(text);
  // The header row is a high wall for random bytes.
  ParseAndCheck(std::string(kHeader) + text);
  return 0;
}
