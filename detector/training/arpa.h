// Backoff models as text, in the ARPA format (Doug Paul's; also ARPA-MIT, see
// SRILM's ngram-format(5)), the interchange form that every toolkit reads:
//
//   "\data\"
//   "ngram 1=4"
//   "ngram 2=3"
//   ""
//   "\1-grams:"
//   log10 probability <tab> word [<tab> log10 backoff]
//   ...
//   "\2-grams:"
//   log10 probability <tab> word <space> word
//   ...
//   "\end\"
//
// Numbers are the shortest that read back as the same float. Compression is the
// business of whoever gives the bytes.
#ifndef CALQUE_DETECTOR_TRAINING_ARPA_H_
#define CALQUE_DETECTOR_TRAINING_ARPA_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "calque/result.h"
#include "detector/training/estimated_model.h"

namespace calque::training {

using ByteSink = std::function<Status(std::string_view bytes)>;
// Fills a part of `buffer` and returns its size; 0 at the end.
using ByteSource = std::function<Result<std::size_t>(std::span<char> buffer)>;

// A word that is empty or has white space in it is an error: it could not be read
// back.
Status WriteArpa(const EstimatedModel& model, const ByteSink& sink);

// No n-gram takes less in an ARPA file: "-1\ta b\n".
inline constexpr double kLeastArpaBytesPerNgram = 5;

// What a file left out and reading put in.
struct ArpaRepairs {
  std::uint64_t missing_parts = 0;  // prefixes and suffixes, see arpa_ngrams.h
  bool unknown_added = false;       // no <unk>: it got kNeverLog10
};

// Strict: counts must match, n-grams may come in any order but only once, all their
// words, <s> and </s> must be unigrams, no logarithm of a probability is above 0.
// CRLF, text before \data\ and empty lines are tolerated; a missing backoff is 0.
// "<UNK>" is <unk>. <s> gets kNeverLog10: KenLM writes 0 for it, but nothing ever
// predicts it. Orders up to kMaxModelOrder. Errors begin with `name` and the line,
// "model.arpa:12: ...". `repairs` may be null.
Result<EstimatedModel> ReadArpa(const ByteSource& source, const std::string& name,
                                ArpaRepairs* repairs = nullptr);

}  // namespace calque::training

#endif  // CALQUE_DETECTOR_TRAINING_ARPA_H_
