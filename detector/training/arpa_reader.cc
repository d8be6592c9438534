// Reads a line at a time; the trie is built when all orders are known, since longer
// n-grams may ask for shorter ones that the file does not have.
#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstring>
#include <utility>
#include <vector>

#include "detector/training/arpa.h"
#include "detector/training/arpa_ngrams.h"

namespace calque::training {
namespace {

constexpr std::size_t kBufferBytes = 1 << 20;  // the longest line, too
constexpr std::string_view kBlanks = " \t";
constexpr std::string_view kLoudUnknownWord = "<UNK>";

class LineReader {
 public:
  explicit LineReader(const ByteSource& source) : source_(source), buffer_(kBufferBytes) {}

  // The next line without its end, valid until the next call. False at the end and
  // on an error, which status() tells.
  bool Next(std::string_view* line) {
    std::size_t searched = begin_;
    for (;;) {
      const auto* newline =
          static_cast<const char*>(std::memchr(buffer_.data() + searched, '\n', end_ - searched));
      if (newline != nullptr) {
        Take(static_cast<std::size_t>(newline - buffer_.data()), 1, line);
        return true;
      }
      searched = end_ - begin_;
      if (!Fill()) break;
    }
    if (begin_ == end_ || !status_.ok()) return false;
    Take(end_, 0, line);
    return true;
  }

  std::uint64_t number() const { return number_; }
  const Status& status() const { return status_; }

 private:
  void Take(std::size_t end, std::size_t skip, std::string_view* line) {
    *line = std::string_view(buffer_.data() + begin_, end - begin_);
    if (line->ends_with('\r')) line->remove_suffix(1);
    begin_ = end + skip;
    ++number_;
  }

  // Moves what is left to the front and reads on behind it.
  bool Fill() {
    std::copy(buffer_.begin() + static_cast<std::ptrdiff_t>(begin_),
              buffer_.begin() + static_cast<std::ptrdiff_t>(end_), buffer_.begin());
    end_ -= begin_;
    begin_ = 0;
    if (end_ == buffer_.size()) {
      status_ = Error{ErrorCode::kDataLoss, "The line is longer than 1048576 bytes."};
      ++number_;
      return false;
    }
    Result<std::size_t> got = source_(std::span(buffer_).subspan(end_));
    if (!got.ok()) {
      status_ = got.error();
      return false;
    }
    end_ += *got;
    return *got > 0;
  }

  const ByteSource& source_;
  std::vector<char> buffer_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::uint64_t number_ = 0;
  Status status_;
};

template <typename Number>
bool ParseNumber(std::string_view text, Number* number) {
  const char* const end = text.data() + text.size();
  const auto result = std::from_chars(text.data(), end, *number);
  return result.ec == std::errc() && result.ptr == end;
}

class ArpaParser {
 public:
  ArpaParser(const ByteSource& source, const std::string& name) : lines_(source), name_(name) {}

  Result<EstimatedModel> Run(ArpaRepairs* repairs) {
    if (Status s = ReadHeader(); !s.ok()) return s.error();
    for (int order = 1; order <= static_cast<int>(counts_.size()); ++order) {
      if (Status s = ReadSection(order); !s.ok()) return s.error();
    }
    if (line_ != "\\end\\") return Refuse("Here \\end\\ should stand.");
    repairs_.missing_parts = ngrams_.Close();
    ngrams_.Build(&model_);
    if (repairs != nullptr) *repairs = repairs_;
    return std::move(model_);
  }

 private:
  Error RefuseAt(std::uint64_t line, const std::string& why) const {
    return Error{ErrorCode::kDataLoss, name_ + ":" + std::to_string(line) + ": " + why};
  }

  Error Refuse(const std::string& why) const {
    if (lines_.status().ok()) return RefuseAt(lines_.number(), why);
    return Error{lines_.status().error().code, name_ + ":" + std::to_string(lines_.number()) +
                                                   ": " + lines_.status().error().message};
  }

  // The next line that is not empty; at the end of the file an empty one, a line on.
  void NextLine() {
    line_ = {};
    while (lines_.Next(&line_)) {
      const std::size_t end = line_.find_last_not_of(kBlanks);
      line_ = line_.substr(0, end + 1);
      if (!line_.empty()) return;
    }
    line_ = {};
  }

  Status ReadHeader() {
    do {
      NextLine();
      if (line_.empty()) return Refuse("The file ends without \\data\\.");
    } while (line_ != "\\data\\");
    for (NextLine(); line_.starts_with("ngram "); NextLine()) {
      const std::string_view entry = line_.substr(6);
      const std::size_t equals = entry.find('=');
      std::size_t order = 0;
      std::uint64_t count = 0;
      if (equals == entry.npos || !ParseNumber(entry.substr(0, equals), &order) ||
          !ParseNumber(entry.substr(equals + 1), &count)) {
        return Refuse("This is no count of n-grams, as in \"ngram 1=1000\".");
      }
      if (order != counts_.size() + 1) return Refuse("The orders must be counted up from 1.");
      if (order > kMaxModelOrder) return Refuse("The order is above the limit of 6.");
      if (count >= kNoNgram) return Refuse("There are too many n-grams of one order.");
      counts_.push_back(count);
    }
    if (counts_.empty()) return Refuse("Here the number of unigrams should stand.");
    return {};
  }

  // line_ is the head of the section; afterwards that of the next.
  Status ReadSection(int order) {
    const std::string head = "\\" + std::to_string(order) + "-grams:";
    if (line_ != head) return Refuse("Here " + head + " should stand.");
    std::vector<ParsedNgram> ngrams;
    ParsedNgram ngram;
    for (NextLine(); !line_.empty() && line_.front() != '\\'; NextLine()) {
      if (Status s = ParseNgram(order, &ngram); !s.ok()) return s;
      ngrams.push_back(ngram);
    }
    const std::uint64_t expected = counts_[static_cast<std::size_t>(order) - 1];
    if (ngrams.size() != expected) {
      return Refuse("The head of the file announces " + std::to_string(expected) + " " +
                    std::to_string(order) + "-grams, but there are " +
                    std::to_string(ngrams.size()) + ".");
    }
    if (order == 1) return TakeUnigrams(ngrams);
    const std::uint64_t twice = ngrams_.Add(std::move(ngrams));
    return twice == 0 ? Status{} : RefuseAt(twice, "The n-gram is there twice.");
  }

  Status ParseNgram(int order, ParsedNgram* ngram) {
    const auto size = static_cast<std::size_t>(order);
    std::array<std::string_view, kMaxModelOrder + 2> fields;
    std::size_t count = 0;
    for (std::string_view rest = line_; !rest.empty(); ++count) {
      if (count == size + 2) return Refuse("The line has too many fields.");
      const std::size_t end = std::min(rest.find_first_of(kBlanks), rest.size());
      fields[count] = rest.substr(0, end);
      rest.remove_prefix(std::min(rest.find_first_not_of(kBlanks, end), rest.size()));
    }
    if (count < size + 1) return Refuse("The line has too few fields.");
    if (!ParseNumber(fields[0], &ngram->log10_prob) || !(ngram->log10_prob <= 0) ||
        !std::isfinite(ngram->log10_prob)) {
      return Refuse("\"" + std::string(fields[0]) + "\" is no logarithm of a probability.");
    }
    ngram->log10_backoff = 0;
    if (count == size + 2 && (!ParseNumber(fields[count - 1], &ngram->log10_backoff) ||
                              !std::isfinite(ngram->log10_backoff))) {
      return Refuse("\"" + std::string(fields[count - 1]) + "\" is no logarithm of a backoff.");
    }
    ngram->line = lines_.number();
    return ParseWords(std::span(fields).subspan(1, size), ngram);
  }

  Status ParseWords(std::span<const std::string_view> words, ParsedNgram* ngram) {
    for (std::size_t i = 0; i < words.size(); ++i) {
      std::string_view word = words[words.size() - 1 - i];
      if (word == kLoudUnknownWord) word = kUnknownWord;
      WordId& id = ngram->words[i];
      id = words.size() == 1 ? model_.vocabulary.Add(word) : model_.vocabulary.Find(word);
      if (words.size() > 1 && id == kUnknownId && word != kUnknownWord) {
        return Refuse("The word \"" + std::string(word) + "\" is not among the unigrams.");
      }
    }
    return {};
  }

  Status TakeUnigrams(const std::vector<ParsedNgram>& ngrams) {
    const std::size_t size = model_.vocabulary.size();
    ModelLevel& level = model_.levels.emplace_back();
    level.Reserve(size);
    std::vector<bool> seen(size, false);
    for (WordId id = 0; id < size; ++id) level.Append(id, 0, 0, 0);
    for (const ParsedNgram& ngram : ngrams) {
      const WordId id = ngram.words[0];
      if (seen[id]) return RefuseAt(ngram.line, "The unigram is there twice.");
      seen[id] = true;
      level.log10_probs[id] = ngram.log10_prob;
      level.log10_backoffs[id] = ngram.log10_backoff;
    }
    for (const WordId id : {kSentenceBeginId, kSentenceEndId}) {
      if (seen[id]) continue;
      return Refuse(std::string(model_.vocabulary.Word(id)) + " is not among the unigrams.");
    }
    level.log10_probs[kSentenceBeginId] = kNeverLog10;
    repairs_.unknown_added = !seen[kUnknownId];
    if (repairs_.unknown_added) level.log10_probs[kUnknownId] = kNeverLog10;
    return {};
  }

  LineReader lines_;
  std::string name_;
  std::string_view line_;
  std::vector<std::uint64_t> counts_;
  EstimatedModel model_;
  ArpaNgrams ngrams_;
  ArpaRepairs repairs_;
};

}  // namespace

Result<EstimatedModel> ReadArpa(const ByteSource& source, const std::string& name,
                                ArpaRepairs* repairs) {
  return ArpaParser(source, name).Run(repairs);
}

}  // namespace calque::training
