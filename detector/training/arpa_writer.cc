// Writes the levels in suffix order, through a buffer.
#include <charconv>
#include <string>

#include "detector/training/arpa.h"

namespace calque::training {
namespace {

constexpr std::size_t kFlushBytes = 1 << 20;

void AppendFloat(float value, std::string* out) {
  char digits[32];
  const auto end = std::to_chars(digits, digits + sizeof(digits), value).ptr;
  out->append(digits, end);
}

Status CheckWords(const Vocabulary& vocabulary) {
  for (WordId id = 0; id < vocabulary.size(); ++id) {
    const std::string_view word = vocabulary.Word(id);
    if (!word.empty() && word.find_first_of(" \t\r\n\v\f") == word.npos) continue;
    return Error{ErrorCode::kInvalidArgument, "The word \"" + std::string(word) +
                                                  "\" is empty or has white space in it: an ARPA "
                                                  "file cannot hold it."};
  }
  return {};
}

std::string Header(const EstimatedModel& model) {
  std::string header = "\\data\\\n";
  for (int order = 1; order <= model.order(); ++order) {
    header +=
        "ngram " + std::to_string(order) + "=" + std::to_string(model.level(order).size()) + "\n";
  }
  return header;
}

Status WriteLevel(const EstimatedModel& model, int order, const ByteSink& sink) {
  std::string out = "\n\\" + std::to_string(order) + "-grams:\n";
  Status status;
  model.Visit(order, [&](std::span<const WordId> words, float log10_prob, float log10_backoff) {
    AppendFloat(log10_prob, &out);
    char separator = '\t';
    for (const WordId word : words) {
      out += separator;
      out += model.vocabulary.Word(word);
      separator = ' ';
    }
    if (order < model.order()) {
      out += '\t';
      AppendFloat(log10_backoff, &out);
    }
    out += '\n';
    if (out.size() < kFlushBytes) return;
    if (status.ok()) status = sink(out);
    out.clear();
  });
  return status.ok() ? sink(out) : status;
}

}  // namespace

Status WriteArpa(const EstimatedModel& model, const ByteSink& sink) {
  if (Status s = CheckWords(model.vocabulary); !s.ok()) return s;
  if (Status s = sink(Header(model)); !s.ok()) return s;
  for (int order = 1; order <= model.order(); ++order) {
    if (Status s = WriteLevel(model, order, sink); !s.ok()) return s;
  }
  return sink("\n\\end\\\n");
}

}  // namespace calque::training
