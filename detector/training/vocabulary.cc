// The tables behind the vocabulary; the only file of training that sees Abseil.
#include "detector/training/vocabulary.h"

#include <deque>
#include <functional>
#include <string>

#include "absl/container/flat_hash_map.h"

namespace calque::training {

// A deque does not move its strings when it grows, so the views stay valid.
struct Vocabulary::Tables {
  std::deque<std::string> words;
  absl::flat_hash_map<std::string_view, WordId, std::hash<std::string_view>, std::equal_to<>> ids;
};

Vocabulary::Vocabulary() : tables_(std::make_unique<Tables>()) {
  Add(kUnknownWord);
  Add(kSentenceBeginWord);
  Add(kSentenceEndWord);
}

Vocabulary::~Vocabulary() = default;
Vocabulary::Vocabulary(Vocabulary&&) noexcept = default;
Vocabulary& Vocabulary::operator=(Vocabulary&&) noexcept = default;

WordId Vocabulary::Add(std::string_view word) {
  const auto found = tables_->ids.find(word);
  if (found != tables_->ids.end()) return found->second;
  const auto id = static_cast<WordId>(tables_->words.size());
  tables_->ids.emplace(tables_->words.emplace_back(word), id);
  return id;
}

WordId Vocabulary::Find(std::string_view word) const {
  const auto found = tables_->ids.find(word);
  return found == tables_->ids.end() ? kUnknownId : found->second;
}

std::string_view Vocabulary::Word(WordId id) const { return tables_->words[id]; }

std::size_t Vocabulary::size() const { return tables_->words.size(); }

}  // namespace calque::training
