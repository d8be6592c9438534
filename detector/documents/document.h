// One document on its way from an input file to the detector.
//
// A reader fills the same Document again and again, so that a run over millions
// of records allocates only when a text is longer than all before it. A record
// that cannot be read is a Document too, with `error` set: it takes the place
// the text would have had, and nothing shifts or is lost.
#ifndef CALQUE_DETECTOR_DOCUMENTS_DOCUMENT_H_
#define CALQUE_DETECTOR_DOCUMENTS_DOCUMENT_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "calque/report.h"
#include "calque/result.h"

namespace calque::documents {

// A place that is known to be rewritten, in a labelled set.
struct GoldSpan {
  Span span;             // bytes of the text
  std::string original;  // the words that stood there; empty when the set does not say
};

// What `text` is as long as Extract (payload.h) has not made it text.
struct Payload {
  enum class Form {
    kDone,   // text already
    kPlain,  // text in an encoding of its own
    kHtml,
  };
  Form form = Form::kDone;
  std::string charset;     // that the transport named; may be empty or wrong
  std::string codings;     // HTTP's Content-Encoding
  bool chunked = false;    // HTTP's Transfer-Encoding
  bool truncated = false;  // stored in part on purpose: an early end is no damage

  void Clear() {
    form = Form::kDone;
    charset.clear();
    codings.clear();
    chunked = truncated = false;
  }
};

struct Document {
  static constexpr std::size_t kKeptBytes = std::size_t{1} << 20;

  // The name of the document: what the input says, else made from the path.
  // `id` and `path` may hold any bytes a file name may hold, even no UTF-8.
  std::string id;
  std::string path;          // as given on the command line; "-" is standard input
  std::uint64_t record = 0;  // number within the input, from 0
  std::uint64_t line = 0;    // of JSON Lines, from 1; 0: the input has no lines
  std::uint64_t offset = 0;  // where the record begins in the decompressed input, in bytes
  std::string url;
  std::string charset;  // "utf-8", or what `text` was converted from
  std::string text;     // UTF-8; empty when `error` is set
  std::optional<Error> error;
  Payload payload;

  // What a labelled set says about the document; empty when it says nothing.
  std::string label;
  std::string domain;
  std::string group;            // ties all versions of one segment or text together
  std::string system;           // the translator: a machine's name, or "ref..." for a person
  std::string pair;             // languages: "de-en"
  std::vector<GoldSpan> spans;  // in the order of the set

  // Places of the record that could not be read as written and were replaced by
  // U+FFFD: lone surrogates and invalid UTF-8 in JSON Lines.
  std::uint64_t repairs = 0;

  // Empties every field. The strings keep their capacity, but for a text that is
  // longer than most: one in a thousand must not make all the others as large.
  void Clear() {
    if (text.capacity() > kKeptBytes) std::string().swap(text);
    for (std::string* field :
         {&id, &path, &url, &charset, &text, &label, &domain, &group, &system, &pair}) {
      field->clear();
    }
    spans.clear();
    record = line = offset = repairs = 0;
    error.reset();
    payload.Clear();
  }
};

}  // namespace calque::documents

#endif  // CALQUE_DETECTOR_DOCUMENTS_DOCUMENT_H_
