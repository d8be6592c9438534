// A line of a data file is a synset:
//   offset lex_file type word_count(hex) {word lex_id} pointer_count
//   {symbol offset type source/target} ... | gloss
// Lines that begin with a space are the licence.
#include "detector/compiler/wordnet.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string_view>
#include <utility>
#include <vector>

namespace calque::compiler {
namespace {

struct Synset {
  std::vector<std::string> words;
  std::vector<std::string> similar;  // offsets
};

struct DataFile {
  const char* name;
  PartOfSpeech part;
};

constexpr std::array<DataFile, 4> kFiles = {{{"data.noun", PartOfSpeech::kNoun},
                                             {"data.verb", PartOfSpeech::kVerb},
                                             {"data.adj", PartOfSpeech::kAdjective},
                                             {"data.adv", PartOfSpeech::kAdverb}}};
constexpr std::size_t kShortestWord = 3;

bool IsPlain(std::string_view word) {
  return word.size() >= kShortestWord &&
         std::all_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

// False when the line is no synset.
bool ParseSynset(const std::string& line, std::string* offset, Synset* synset) {
  std::istringstream fields(line);
  std::string lexical_file;
  std::string type;
  std::size_t count = 0;
  if (!(fields >> *offset >> lexical_file >> type >> std::hex >> count)) return false;
  for (std::size_t i = 0; i < count; ++i) {
    std::string word;
    std::string id;
    if (!(fields >> word >> id)) return false;
    // An adjective may carry its position: "galore(ip)".
    word = word.substr(0, word.find('('));
    if (IsPlain(word)) synset->words.push_back(word);
  }
  std::size_t pointers = 0;
  if (!(fields >> std::dec >> pointers)) return false;
  for (std::size_t i = 0; i < pointers; ++i) {
    std::string symbol;
    std::string target;
    std::string part;
    std::string words;
    if (!(fields >> symbol >> target >> part >> words)) return false;
    if (symbol == "&") synset->similar.push_back(target);
  }
  return true;
}

void Connect(PartOfSpeech part, const std::vector<std::string>& a,
             const std::vector<std::string>& b, Synonyms* synonyms) {
  for (const std::string& x : a) {
    for (const std::string& y : b) {
      if (x == y) continue;
      (*synonyms)[{part, x}].insert(y);
      (*synonyms)[{part, y}].insert(x);
    }
  }
}

Status ReadFile(const std::string& path, PartOfSpeech part, Synonyms* synonyms) {
  std::ifstream file(path);
  if (!file) return Error{ErrorCode::kNotFound, path + ": cannot be read"};
  std::map<std::string, Synset> synsets;
  std::string line;
  for (std::size_t number = 1; std::getline(file, line); ++number) {
    if (line.empty() || line[0] == ' ') continue;
    std::string offset;
    Synset synset;
    if (!ParseSynset(line, &offset, &synset)) {
      return Error{ErrorCode::kInvalidArgument,
                   path + ":" + std::to_string(number) + ": this line is no synset of WordNet"};
    }
    synsets[offset] = std::move(synset);
  }
  for (const auto& [offset, synset] : synsets) {
    Connect(part, synset.words, synset.words, synonyms);
    for (const std::string& similar : synset.similar) {
      const auto other = synsets.find(similar);
      if (other != synsets.end()) Connect(part, synset.words, other->second.words, synonyms);
    }
  }
  return {};
}

}  // namespace

Result<Synonyms> ReadWordNet(const std::string& folder) {
  Synonyms synonyms;
  for (const DataFile& file : kFiles) {
    Status read = ReadFile(folder + "/" + file.name, file.part, &synonyms);
    if (!read.ok()) return read.error();
  }
  return synonyms;
}

}  // namespace calque::compiler
