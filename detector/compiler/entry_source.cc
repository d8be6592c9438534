// A strict reader: what a spreadsheet can break (a byte order mark, CRLF, a lost
// tab, a doubled id) is either accepted knowingly or refused with file:line.
#include "detector/compiler/entry_source.h"

#include <absl/container/flat_hash_map.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <sstream>

#include "detector/text/segmenter.h"
#include "detector/text/unicode.h"

namespace calque::compiler {
namespace {

using dictionary::CaseMode;
using dictionary::GuardClass;
using dictionary::GuardPlace;

constexpr std::array<std::string_view, 13> kColumns = {
    "id",     "artifact", "originals", "family",      "strength",      "case",  "require",
    "forbid", "pivot",    "inflect",   "hit_example", "clean_example", "source"};
// May follow in the header; then any row may have it, or end before it.
constexpr std::string_view kNoteColumn = "note";
constexpr std::size_t kMaxFieldBytes = 8192;

// By GuardPlace.
constexpr std::array<std::string_view, 5> kPlaces = {"prev", "next", "sentence", "document", "in"};

// By GuardClass.
struct ClassName {
  std::string_view name;
  bool around;  // of in:, not of the other places
};
constexpr std::array<ClassName, 9> kClasses = {{{"", false},
                                                {"<start>", false},
                                                {"<end>", false},
                                                {"<number>", false},
                                                {"<capital>", false},
                                                {"<lower>", false},
                                                {"<punct>", false},
                                                {"title", true},
                                                {"quote", true}}};

std::vector<std::string_view> Split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    const std::size_t at = text.find(separator);
    parts.push_back(text.substr(0, at));
    if (at == std::string_view::npos) return parts;
    text.remove_prefix(at + 1);
  }
}

std::string TokensOf(std::string_view phrase) {
  const text::SegmentedText block = text::SegmentAll(phrase);
  std::string keys;
  for (const text::TokenKey key : block.keys) {
    keys.append(reinterpret_cast<const char*>(&key), sizeof(key));
  }
  return keys;
}

// Numbers of three digits or more match by their shape ("2021" as "1999"), so an
// original cannot say which one stood there.
bool HasShapedNumber(std::string_view phrase) {
  const text::SegmentedText block = text::SegmentAll(phrase);
  return std::any_of(block.tokens.begin(), block.tokens.end(), [&](const text::Token& token) {
    const std::string_view text = block.Text(token);
    return token.kind == text::TokenKind::kNumber &&
           std::count_if(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }) >=
               3;
  });
}

// What may stand in a record: UTF-8 without control characters.
bool IsCleanText(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const text::CodePoint c = text::DecodeUtf8(text, i);
    if (c.size == 0 || text::Classify(c.value) == text::CharClass::kControl) return false;
    i += c.size;
  }
  return true;
}

std::size_t TokenCount(std::string_view phrase) { return TokensOf(phrase).size() / 8; }

// Reads the fields of one row into an entry; the first fault stops it.
class RowParser {
 public:
  RowParser(Examples examples, SourceEntry* entry, SourceErrors* errors)
      : examples_(examples), entry_(*entry), errors_(*errors) {}

  bool Parse(const std::vector<std::string_view>& fields) {
    entry_.id = fields[0];
    entry_.artifact = fields[1];
    entry_.pivot = fields[8];
    entry_.hit_example = fields[10];
    entry_.clean_example = fields[11];
    entry_.source = fields[12];
    if (fields.size() > kColumns.size()) entry_.note = fields.back();
    return Texts(fields) && Originals(fields[2]) && Enums(fields) &&
           Guards("require", fields[6], &entry_.require) &&
           Guards("forbid", fields[7], &entry_.forbid) && HasExamples();
  }

 private:
  bool Fail(const std::string& what) {
    errors_.push_back(entry_.Where() + ": " + what);
    return false;
  }

  bool Texts(const std::vector<std::string_view>& fields) {
    for (std::size_t i = 0; i < fields.size(); ++i) {
      const std::string column(i < kColumns.size() ? kColumns[i] : kNoteColumn);
      if (fields[i].size() > kMaxFieldBytes) {
        return Fail("column " + column + " has " + std::to_string(fields[i].size()) +
                    " bytes, at most " + std::to_string(kMaxFieldBytes) + " are allowed");
      }
      if (!IsCleanText(fields[i])) {
        return Fail("column " + column + " has a control character or bytes that are no UTF-8");
      }
      if (fields[i] != fields[i].substr(0, 1 + fields[i].find_last_not_of(' ')) ||
          fields[i].starts_with(' ')) {
        return Fail("column " + column + " begins or ends with a space");
      }
    }
    if (entry_.id.empty()) return Fail("the id is empty");
    if (text::SegmentAll(entry_.artifact).sentences.size() > 1) {
      return Fail("the artifact \"" + entry_.artifact +
                  "\" crosses a sentence border, it can never match");
    }
    return Phrase("artifact", entry_.artifact);
  }

  bool Phrase(const std::string& what, std::string_view phrase) {
    const std::size_t tokens = TokenCount(phrase);
    if (tokens == 0) return Fail("the " + what + " is empty");
    if (tokens > dictionary::kMaxPhraseTokens) {
      return Fail("the " + what + " \"" + std::string(phrase.substr(0, 60)) + "\" has " +
                  std::to_string(tokens) + " tokens, at most " +
                  std::to_string(dictionary::kMaxPhraseTokens) + " are allowed");
    }
    return true;
  }

  bool Originals(std::string_view field) {
    for (const std::string_view original : Split(field, '|')) {
      if (!Phrase("original", original)) return false;
      if (HasShapedNumber(original)) {
        return Fail("the original \"" + std::string(original) +
                    "\" has a number of three digits or more, which matches any such number");
      }
      if (TokensOf(original) == TokensOf(entry_.artifact)) {
        return Fail("the artifact \"" + entry_.artifact + "\" equals its original");
      }
      entry_.originals.emplace_back(original);
    }
    return true;
  }

  bool Enums(const std::vector<std::string_view>& fields) {
    const auto family = ParseFamily(std::string(fields[3]));
    if (!family) return Fail("unknown family \"" + std::string(fields[3]) + "\"");
    entry_.family = *family;
    const auto strength = ParseStrength(std::string(fields[4]));
    entry_.off = fields[4] == kOff;
    if (!strength && !entry_.off) {
      return Fail("strength is \"" + std::string(fields[4]) +
                  "\", not strong, medium, weak or off");
    }
    entry_.strength = strength.value_or(Strength::kWeak);
    if (entry_.off && (fields.size() == kColumns.size() || fields.back().empty())) {
      return Fail("an entry that is off needs a note that says why");
    }
    if (fields[5] == "title") {
      entry_.case_mode = CaseMode::kTitle;
    } else if (fields[5] == "exact") {
      entry_.case_mode = CaseMode::kExact;
    } else if (fields[5] != "any") {
      return Fail("case is \"" + std::string(fields[5]) + "\", not any, title or exact");
    }
    if (!fields[8].empty() && fields[8].size() != 2) {
      return Fail("pivot \"" + std::string(fields[8]) + "\" is no two-letter language code");
    }
    if (fields[9] == "noun") {
      entry_.inflect = Inflect::kNoun;
    } else if (fields[9] == "mass") {
      entry_.inflect = Inflect::kMass;
    } else if (fields[9] == "verb") {
      entry_.inflect = Inflect::kVerb;
    } else if (!fields[9].empty()) {
      return Fail("inflect is \"" + std::string(fields[9]) + "\", not noun, mass, verb or empty");
    }
    return true;
  }

  bool Guards(const std::string& column, std::string_view field, std::vector<SourceGuard>* out) {
    if (field.empty()) return true;
    for (const std::string_view item : Split(field, '|')) {
      const std::size_t colon = item.find(':');
      const auto place = std::find(kPlaces.begin(), kPlaces.end(), item.substr(0, colon));
      if (colon == std::string_view::npos || place == kPlaces.end()) {
        return Fail(column + " item \"" + std::string(item) +
                    "\" does not begin with prev:, next:, sentence:, document: or in:");
      }
      const auto where = static_cast<GuardPlace>(place - kPlaces.begin());
      for (const std::string_view phrase : Split(item.substr(colon + 1), '/')) {
        if (!Guard(column, where, phrase, out)) return false;
      }
    }
    const auto document = std::count_if(out->begin(), out->end(), [](const SourceGuard& g) {
      return g.place == GuardPlace::kDocument;
    });
    if (column == "require" && document != 0 && document != std::ssize(*out)) {
      return Fail("require mixes document: items with others");
    }
    return true;
  }

  bool Guard(const std::string& column, GuardPlace place, std::string_view phrase,
             std::vector<SourceGuard>* out) {
    SourceGuard guard{place, GuardClass::kPhrase, std::string(phrase)};
    const bool around = place == GuardPlace::kIn;
    for (std::size_t i = 1; i < kClasses.size(); ++i) {
      if (phrase == kClasses[i].name && kClasses[i].around == around) {
        guard.kind = static_cast<GuardClass>(i);
      }
    }
    if (around && guard.kind == GuardClass::kPhrase) {
      return Fail(column + " item \"in:" + std::string(phrase) +
                  "\" is unknown; in: takes title or quote");
    }
    const bool wrong_edge = (guard.kind == GuardClass::kStart && place != GuardPlace::kPrev) ||
                            (guard.kind == GuardClass::kEnd && place != GuardPlace::kNext);
    if (wrong_edge || (guard.kind != GuardClass::kPhrase && place == GuardPlace::kDocument)) {
      return Fail(column + " item \"" + std::string(phrase) + "\" has no meaning in that place");
    }
    if (guard.kind == GuardClass::kPhrase && !Phrase(column + " phrase", phrase)) return false;
    out->push_back(std::move(guard));
    return true;
  }

  bool HasExamples() {
    if (examples_ == Examples::kOptional || entry_.strength == Strength::kWeak) return true;
    if (entry_.hit_example.empty()) return Fail("a strong or medium entry needs a hit_example");
    if (entry_.clean_example.empty()) return Fail("a strong or medium entry needs a clean_example");
    return true;
  }

  Examples examples_;
  SourceEntry& entry_;
  SourceErrors& errors_;
};

std::string CaseKey(const SourceEntry& entry) {
  return std::to_string(static_cast<int>(entry.case_mode)) + TokensOf(entry.artifact);
}

}  // namespace

void ParseEntries(const std::string& file, std::string_view text, std::vector<SourceEntry>* entries,
                  SourceErrors* errors, Examples examples) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  std::size_t line_number = 0;
  std::size_t most_fields = kColumns.size();
  while (!text.empty()) {
    const std::size_t newline = text.find('\n');
    std::string_view line = text.substr(0, newline);
    text.remove_prefix(newline == std::string_view::npos ? text.size() : newline + 1);
    ++line_number;
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty() && line_number > 1) continue;
    const std::vector<std::string_view> fields = Split(line, '\t');
    const std::string where = file + ":" + std::to_string(line_number);
    if (line_number == 1) {
      const bool noted = fields.back() == kNoteColumn;
      most_fields += noted ? 1 : 0;
      const auto end = fields.end() - (noted ? 1 : 0);
      if (!std::equal(fields.begin(), end, kColumns.begin(), kColumns.end())) {
        errors->push_back(where + ": the first line is not the header row of a dictionary");
        return;
      }
      continue;
    }
    if (fields.size() != kColumns.size() && fields.size() != most_fields) {
      errors->push_back(where + ": " + std::to_string(fields.size()) + " columns, expected " +
                        std::to_string(most_fields) + " (a tab is missing or too many)");
      continue;
    }
    SourceEntry entry;
    entry.file = file;
    entry.line = line_number;
    if (RowParser(examples, &entry, errors).Parse(fields)) entries->push_back(std::move(entry));
  }
}

Result<std::string> ReadSource(const std::string& path) {
  std::error_code failure;
  if (std::filesystem::is_directory(path, failure)) {
    return Error{ErrorCode::kInvalidArgument, path + ": is a folder, not a file"};
  }
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    const bool there = std::filesystem::exists(path, failure);
    return there ? Error{ErrorCode::kPermissionDenied, path + ": cannot be read"}
                 : Error{ErrorCode::kNotFound, path + ": no such file"};
  }
  return std::string((std::istreambuf_iterator<char>(file)), {});
}

std::optional<Half> ParseHalf(const std::string& name) {
  if (name == "both") return Half::kBoth;
  if (name == "even") return Half::kEven;
  if (name == "odd") return Half::kOdd;
  return {};
}

void KeepHalf(Half half, std::vector<SourceEntry>* entries) {
  if (half == Half::kBoth) return;
  std::erase_if(*entries, [&](const SourceEntry& entry) {
    const bool odd = (text::HashToken(entry.id) & 1) != 0;
    return odd != (half == Half::kOdd);
  });
}

void CheckEntries(const std::vector<SourceEntry>& entries, SourceErrors* errors) {
  absl::flat_hash_map<std::string, const SourceEntry*> ids;
  absl::flat_hash_map<std::string, const SourceEntry*> phrases;
  for (const SourceEntry& entry : entries) {
    if (const auto [it, fresh] = ids.try_emplace(entry.id, &entry); !fresh) {
      errors->push_back(entry.Where() + ": id " + entry.id + " stands already at " +
                        it->second->Where());
    }
    // The same words under different guards are different entries.
    if (!entry.require.empty() || !entry.forbid.empty()) continue;
    if (const auto [it, fresh] = phrases.try_emplace(CaseKey(entry), &entry); !fresh) {
      errors->push_back(entry.Where() + ": artifact \"" + entry.artifact + "\" stands already at " +
                        it->second->Where());
    }
  }
  std::set<std::pair<std::string, std::string>> pairs;
  for (const SourceEntry& entry : entries) {
    if (!entry.require.empty() || !entry.forbid.empty()) continue;
    for (const std::string& original : entry.originals) {
      const std::string from = TokensOf(entry.artifact);
      const std::string to = TokensOf(original);
      if (entry.strength == Strength::kWeak) continue;
      if (pairs.contains({to, from})) {
        errors->push_back(
            entry.Where() + ": \"" + entry.artifact + "\" -> \"" + original +
            "\" and the way back are both entries; guard one of them or make it weak");
      }
      pairs.emplace(from, to);
    }
  }
}

Result<std::vector<SourceEntry>> ReadEntries(const std::string& folder, SourceErrors* errors) {
  std::error_code failure;
  std::vector<std::string> paths;
  std::filesystem::directory_iterator item(folder, failure);
  for (; !failure && item != std::filesystem::directory_iterator(); item.increment(failure)) {
    const bool file = item->path().extension() == ".tsv" && !item->is_directory(failure);
    if (file) paths.push_back(item->path().string());
  }
  if (failure) {
    return Error{ErrorCode::kNotFound, folder + ": cannot be listed: " + failure.message()};
  }
  if (paths.empty()) return Error{ErrorCode::kNotFound, folder + ": has no *.tsv file"};
  std::sort(paths.begin(), paths.end());
  std::vector<SourceEntry> entries;
  for (const std::string& path : paths) {
    const auto text = ReadSource(path);
    if (!text.ok()) return text.error();
    ParseEntries(path, *text, &entries, errors);
  }
  CheckEntries(entries, errors);
  return entries;
}

}  // namespace calque::compiler
