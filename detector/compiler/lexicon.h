// Is this an English word, and what are its forms: the only file that sees
// hunspell. Regular forms are built by the spelling rules of English and kept only
// when hunspell knows them; irregular ones come from a list
// (dictionaries/<language>/irregular.txt).
//
// Not thread-safe (hunspell 1.7 is not); meant for compile time.
#ifndef CALQUE_DETECTOR_COMPILER_LEXICON_H_
#define CALQUE_DETECTOR_COMPILER_LEXICON_H_

#include <iosfwd>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "calque/result.h"

class Hunspell;

namespace calque::compiler {

struct VerbForms {
  std::string third;       // suspends
  std::string past;        // grew
  std::string participle;  // grown
  std::string gerund;      // growing
};

class Lexicon {
 public:
  // `dictionary` is a hunspell dictionary without its extension
  // ("/usr/share/hunspell/en_US"); `irregular` a file of lines
  // "verb grow grew grown" or "noun man men".
  static Result<Lexicon> Open(const std::string& dictionary, const std::string& irregular);
  // The same with the irregular forms of dictionaries/en, which are built in.
  static Result<Lexicon> Open(const std::string& dictionary);
  Lexicon(Lexicon&&) noexcept;
  Lexicon& operator=(Lexicon&&) noexcept;
  ~Lexicon();

  bool IsWord(const std::string& word) const;
  // Empty when the word has no such forms that the dictionary knows.
  std::optional<std::string> Plural(const std::string& noun) const;
  std::optional<VerbForms> Verb(const std::string& base) const;

 private:
  Lexicon();
  Status OpenHunspell(const std::string& dictionary);
  Status ReadIrregular(const std::string& name, std::istream& lines);
  std::string FirstKnown(const std::vector<std::string>& forms) const;

  std::unique_ptr<Hunspell> hunspell_;
  std::map<std::string, std::string> plurals_;
  std::map<std::string, std::pair<std::string, std::string>> verbs_;  // past, participle
};

}  // namespace calque::compiler

#endif  // CALQUE_DETECTOR_COMPILER_LEXICON_H_
