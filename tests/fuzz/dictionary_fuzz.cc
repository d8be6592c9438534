// Any bytes as a compiled dictionary: refused with a sentence, or opened and then safe to search
// and to ask. The second try makes magic, version and sizes fit, so that the checks behind them
// are reached too.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <span>
#include <string_view>
#include <vector>

#include "detector/dictionary/dictionary.h"
#include "detector/text/segmenter.h"

namespace {

using calque::dictionary::Candidate;
using calque::dictionary::Dictionary;
using calque::dictionary::DocumentMarks;
using calque::dictionary::Header;
using calque::dictionary::Slot;
using calque::dictionary::Variant;

constexpr std::string_view kText =
    "The consul normal met 12 of them, \"normal\" as ever. A work visa isn't normal";

void Require(bool condition) {
  if (!condition) std::abort();
}

void ReadAll(const Dictionary& dictionary) {
  static const calque::text::SegmentedText block = calque::text::SegmentAll(kText);
  DocumentMarks marks(dictionary.mark_count());
  std::vector<Candidate> candidates;
  dictionary.Find(block, &candidates, &marks);
  for (const Candidate& c : candidates) {
    Require(c.begin < c.end && c.end <= block.sentences[c.sentence].end);
    const Variant& variant = dictionary.variant(c.variant);
    Require(!dictionary.OriginalKeys(variant, variant.original_count - 1u).empty());
    std::size_t sum = 0;
    for (const char byte : dictionary.OriginalText(variant, 0)) sum += static_cast<unsigned>(byte);
    Require(sum != 1);
  }
  for (std::uint32_t entry = 0; entry < dictionary.entry_count(); ++entry) {
    dictionary.DocumentAllows(entry, marks);
    Require(dictionary.EntryId(entry).size() < 65536);
    Require(static_cast<int>(dictionary.EntryFamily(entry)) < calque::kFamilyCount);
  }
}

void Open(const std::vector<std::byte>& bytes) {
  const auto dictionary = Dictionary::Open(bytes);
  if (dictionary.ok()) {
    ReadAll(*dictionary);
  } else {
    Require(dictionary.error().message.starts_with("section \"dictionary\": "));
  }
}

// The header as it should be, with tables of eight words and slots; one slot holds a word that
// stands in the text, and the gates let everything pass.
void Seal(std::vector<std::byte>* bytes) {
  if (bytes->size() < sizeof(Header)) return;
  Header header;
  std::memcpy(&header, bytes->data(), sizeof(header));
  header.magic = calque::dictionary::kDictionaryMagic;
  header.version = calque::dictionary::kDictionaryVersion;
  header.word_gate_words = 8;
  header.pair_gate_words = 8;
  header.slot_count = 8;
  for (std::uint32_t* count : {&header.variant_count, &header.entry_count, &header.original_count,
                               &header.guard_count, &header.key_count, &header.mark_count}) {
    *count %= 8;
  }
  header.string_bytes %= 64;
  std::memcpy(bytes->data(), &header, sizeof(header));
  constexpr std::size_t kGates = calque::dictionary::kArrayAlignment;
  constexpr std::size_t kSlots = kGates + 16 * sizeof(std::uint64_t);
  if (bytes->size() < kSlots + 8 * sizeof(Slot)) return;
  std::memset(bytes->data() + kGates, 0xFF, kSlots - kGates);
  const std::uint64_t key = calque::text::HashToken("normal");
  Slot slot;
  const std::size_t line = calque::dictionary::LineOf(key, 8 / calque::dictionary::kSlotsInLine);
  std::byte* home = bytes->data() + kSlots + line * calque::dictionary::kSlotsInLine * sizeof(Slot);
  std::memcpy(&slot, home, sizeof(slot));
  slot.key = key;
  slot.tokens = 1;
  slot.anchor = 0;
  slot.tag = calque::dictionary::TagOf(key, false);
  std::memcpy(home, &slot, sizeof(slot));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto* begin = reinterpret_cast<const std::byte*>(data);
  std::vector<std::byte> bytes(begin, begin + size);
  Open(bytes);
  Seal(&bytes);
  Open(bytes);
  return 0;
}
