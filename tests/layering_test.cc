// The walls of the house, checked by a machine: which room may include which, which file may see
// which third-party library, how long a file may grow, and how it must open.
//
// The rules are the tables at the top; change them there and nowhere else. Every checker is a
// function of a path and a text, so the second half of this file feeds each of them small
// violations and sees them refused. A rule that cannot fail protects nothing.
#include <fnmatch.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace calque {
namespace {

namespace fs = std::filesystem;

// ---- Rules ----

// A room is a folder of detector/. It sees the public headers, itself and the rooms named here.
// "front" stands for the files directly in detector/, "include" for the public headers.
struct RoomRule {
  std::string_view room;
  std::vector<std::string_view> may_include;
};

const std::vector<RoomRule> kRooms = {
    {"include", {}},
    {"text", {}},
    {"storage", {}},
    {"dictionary", {"text", "storage"}},
    {"lm", {"text", "storage"}},
    {"scoring", {"text", "storage", "dictionary", "lm"}},
    {"front", {"text", "storage", "dictionary", "lm", "scoring"}},
    {"compiler", {"text", "storage", "dictionary", "lm", "scoring", "front"}},
    {"training", {"text", "storage", "dictionary", "lm", "scoring", "front"}},
    {"documents", {}},
    {"reports", {}},
    {"batch", {"storage", "documents", "reports"}},
    {"evaluation",
     {"text", "storage", "dictionary", "lm", "scoring", "front", "training", "documents",
      "reports"}},
    {"cli",
     {"text", "storage", "dictionary", "lm", "scoring", "front", "compiler", "training",
      "documents", "reports", "batch", "evaluation"}},
    {"capi", {"reports"}},
    {"python", {"reports"}},
};

// The front door itself; the rooms that it is made of must not look back at it.
constexpr std::string_view kFrontDoor = "calque/detector.h";
const std::vector<std::string_view> kBehindTheFrontDoor = {"text", "storage", "dictionary", "lm",
                                                           "scoring"};

// Third-party headers by the beginning of their names, and the only files that may see them
// (fnmatch patterns where * stays within one folder).
struct LibraryRule {
  std::string_view header;
  std::vector<const char*> allowed_in;
};

const std::vector<LibraryRule> kLibraries = {
    {"boost/locale", {"detector/text/*.cc"}},
    {"unicode/", {"detector/text/unicode.cc"}},
    {"hunspell/", {"detector/compiler/lexicon.cc"}},
    {"simdjson", {"detector/documents/jsonl_reader.cc"}},
    {"zstd",
     {"detector/documents/zstd_stream.cc", "detector/documents/compressed_output.cc",
      "detector/lm/table_codec.cc"}},
    {"zlib", {"detector/documents/compressed_output.cc"}},
    {"libdeflate", {"detector/documents/gzip_stream.cc"}},
    {"brotli/", {"detector/documents/brotli_stream.cc"}},
    {"libxml/", {"detector/documents/html_extractor.cc"}},
    {"CLI/", {"detector/cli/*"}},
    {"isa-l", {"detector/storage/pack.cc", "detector/documents/gzip_stream.cc"}},
    {"pybind11/", {"detector/python/*"}},
    {"Python.h", {"detector/python/*"}},
    {"absl/container/", {"detector/*.cc", "detector/*/*"}},
};

// Headers of the system and the processor; those of the C++ library have neither dot nor slash.
const std::vector<std::string_view> kPlatformHeaders = {
    "dirent.h", "emmintrin.h", "fcntl.h",  "fnmatch.h", "immintrin.h", "nmmintrin.h", "poll.h",
    "signal.h", "spawn.h",     "stddef.h", "stdint.h",  "unistd.h",    "sys/"};

struct SizeRule {
  const char* pattern;
  std::size_t lines;
};

// The first pattern that fits decides; here * crosses folders.
constexpr std::array<SizeRule, 4> kCaps = {
    {{"tests/*", 500}, {"bench/*", 400}, {"*.h", 150}, {"*.cc", 400}}};

// Words that leave work or doubt behind; in halves so that this file does not trip over itself.
struct Mark {
  const char* first;
  const char* second;
};

constexpr std::array<Mark, 3> kForbiddenMarks = {{{"TO", "DO"}, {"FIX", "ME"}, {"X", "XX"}}};

// Names that say nothing about what a file is for.
constexpr std::array<std::string_view, 7> kBucketNames = {"util",    "utils", "common", "helper",
                                                          "helpers", "misc",  "types"};

// ---- Checkers ----

using Complaints = std::vector<std::string>;

struct Include {
  std::size_t line;
  std::string header;
};

bool StartsWithAny(std::string_view text, const std::vector<std::string_view>& beginnings) {
  return std::any_of(beginnings.begin(), beginnings.end(),
                     [&](std::string_view b) { return text.substr(0, b.size()) == b; });
}

bool Contains(const std::vector<std::string_view>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::vector<std::string> Lines(const std::string& content) {
  std::vector<std::string> lines;
  std::size_t begin = 0;
  while (begin < content.size()) {
    std::size_t end = std::min(content.find('\n', begin), content.size());
    lines.push_back(content.substr(begin, end - begin));
    begin = end + 1;
  }
  return lines;
}

std::string At(const std::string& path, std::size_t line) {
  return path + ":" + std::to_string(line) + ": ";
}

// `#include "x"` and `#include <x>`, with spaces wherever the preprocessor allows them.
std::vector<Include> ParseIncludes(const std::string& content) {
  constexpr std::string_view kSpace = " \t";
  std::vector<Include> includes;
  const std::vector<std::string> lines = Lines(content);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    std::string compact;
    std::copy_if(lines[i].begin(), lines[i].end(), std::back_inserter(compact),
                 [&](char c) { return kSpace.find(c) == std::string_view::npos; });
    constexpr std::string_view kDirective = "#include";
    if (compact.substr(0, kDirective.size()) != kDirective) continue;
    const std::size_t open = kDirective.size();
    const std::size_t close = compact.find_first_of("\">", open + 1);
    if (close == std::string::npos) continue;
    includes.push_back({i + 1, compact.substr(open + 1, close - open - 1)});
  }
  return includes;
}

// The room of "detector/text/token_key.h" is "text"; that of "detector/detector.cc" is "front".
std::string RoomOf(std::string_view path) {
  constexpr std::string_view kRoot = "detector/";
  if (path.substr(0, kRoot.size()) != kRoot) return "";
  const std::size_t slash = path.find('/', kRoot.size());
  if (slash == std::string_view::npos) return "front";
  return std::string(path.substr(kRoot.size(), slash - kRoot.size()));
}

std::optional<std::string> CheckRoomInclude(const std::string& room, const std::string& header) {
  const auto rule =
      std::find_if(kRooms.begin(), kRooms.end(), [&](const RoomRule& r) { return r.room == room; });
  if (rule == kRooms.end()) return "room '" + room + "' is not in the table of rooms";
  if (header.rfind("calque/", 0) == 0) {
    if (header == kFrontDoor && Contains(kBehindTheFrontDoor, room)) {
      return "room '" + room + "' lies behind the front door and must not include it";
    }
    return std::nullopt;
  }
  const std::string target = RoomOf(header);
  if (target == "include") return "public headers are included as \"calque/...\"";
  if (target == room || Contains(rule->may_include, target)) return std::nullopt;
  return "room '" + room + "' must not include room '" + target + "' (" + header + ")";
}

std::optional<std::string> CheckLibraryInclude(const std::string& path, const std::string& header) {
  for (const LibraryRule& rule : kLibraries) {
    if (header.rfind(rule.header, 0) != 0) continue;
    for (const char* pattern : rule.allowed_in) {
      if (fnmatch(pattern, path.c_str(), FNM_PATHNAME) == 0) return std::nullopt;
    }
    return "<" + header + "> is walled into other files";
  }
  if (StartsWithAny(header, kPlatformHeaders)) return std::nullopt;
  if (header.find_first_of("./") == std::string::npos) return std::nullopt;
  return "<" + header + "> is neither a rooted header nor a library of this project";
}

std::optional<std::string> CheckInclude(const std::string& path, const std::string& header) {
  if (header.rfind("calque/", 0) == 0 || header.rfind("detector/", 0) == 0) {
    return CheckRoomInclude(RoomOf(path), header);
  }
  return CheckLibraryInclude(path, header);
}

Complaints CheckIncludes(const std::string& path, const std::string& content) {
  Complaints complaints;
  for (const Include& include : ParseIncludes(content)) {
    if (auto complaint = CheckInclude(path, include.header)) {
      complaints.push_back(At(path, include.line) + *complaint);
    }
  }
  return complaints;
}

Complaints CheckSize(const std::string& path, const std::string& content) {
  const std::size_t lines = Lines(content).size();
  for (const SizeRule& rule : kCaps) {
    if (fnmatch(rule.pattern, path.c_str(), 0) != 0) continue;
    if (lines <= rule.lines) return {};
    return {path + ": " + std::to_string(lines) + " lines, the cap is " +
            std::to_string(rule.lines)};
  }
  return {path + ": no cap is set for this kind of file"};
}

Complaints CheckAscii(const std::string& path, const std::string& content) {
  Complaints complaints;
  const std::vector<std::string> lines = Lines(content);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const bool ascii = std::all_of(lines[i].begin(), lines[i].end(),
                                   [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    if (!ascii) complaints.push_back(At(path, i + 1) + "a byte outside ASCII");
  }
  return complaints;
}

bool HasWord(const std::string& line, std::string_view word) {
  const auto is_letter = [&](std::size_t i) {
    return i < line.size() && std::isalnum(static_cast<unsigned char>(line[i])) != 0;
  };
  for (std::size_t at = line.find(word); at != std::string::npos; at = line.find(word, at + 1)) {
    const bool begins = at == 0 || !is_letter(at - 1);
    if (begins && !is_letter(at + word.size())) return true;
  }
  return false;
}

Complaints CheckMarks(const std::string& path, const std::string& content) {
  Complaints complaints;
  const std::vector<std::string> lines = Lines(content);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    for (const Mark& mark : kForbiddenMarks) {
      const std::string word = std::string(mark.first) + mark.second;
      if (HasWord(lines[i], word)) complaints.push_back(At(path, i + 1) + "the mark " + word);
    }
  }
  return complaints;
}

Complaints CheckOpening(const std::string& path, const std::string& content) {
  if (content.rfind("// ", 0) == 0 || content.rfind("/* ", 0) == 0) return {};
  return {path + ":1: does not open with a comment that says what it is for"};
}

// "detector/text/token_key.h" is guarded by CALQUE_DETECTOR_TEXT_TOKEN_KEY_H_, and the public
// "detector/include/calque/report.h" by CALQUE_REPORT_H_.
std::string GuardFor(std::string path) {
  constexpr std::string_view kPublic = "detector/include/calque/";
  if (path.rfind(kPublic, 0) == 0) path.erase(0, kPublic.size());
  std::string guard = "CALQUE_";
  for (char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    guard += std::isalnum(byte) != 0 ? static_cast<char>(std::toupper(byte)) : '_';
  }
  return guard + "_";
}

Complaints CheckGuard(const std::string& path, const std::string& content) {
  if (fs::path(path).extension() != ".h") return {};
  const std::string guard = GuardFor(path);
  const std::string opening = "\n#ifndef " + guard + "\n#define " + guard + "\n";
  const std::string closing = "#endif  // " + guard + "\n";
  const bool closed =
      content.size() >= closing.size() &&
      content.compare(content.size() - closing.size(), closing.size(), closing) == 0;
  if (closed && content.find(opening) != std::string::npos) return {};
  return {path + ": is not guarded from opening to end by " + guard};
}

Complaints CheckName(const std::string& path) {
  const fs::path file(path);
  Complaints complaints;
  for (const fs::path& part : file.parent_path() / file.stem()) {
    const bool bucket =
        std::find(kBucketNames.begin(), kBucketNames.end(), part.string()) != kBucketNames.end();
    if (bucket) complaints.push_back(path + ": '" + part.string() + "' says nothing");
  }
  return complaints;
}

// Everything that is asked of one source file. tests/ may hold text in any script and include any
// room; bench/ may include any room.
Complaints CheckSource(const std::string& path, const std::string& content) {
  std::vector<Complaints> all = {CheckSize(path, content), CheckMarks(path, content),
                                 CheckOpening(path, content), CheckGuard(path, content),
                                 CheckName(path)};
  if (path.rfind("detector/", 0) == 0) all.push_back(CheckIncludes(path, content));
  if (path.rfind("tests/", 0) != 0) all.push_back(CheckAscii(path, content));
  Complaints complaints;
  for (const Complaints& some : all) complaints.insert(complaints.end(), some.begin(), some.end());
  return complaints;
}

// ---- The sources ----

std::vector<std::string> SourcePaths() {
  const fs::path root(CALQUE_SOURCE_DIR);
  std::vector<std::string> paths;
  for (const char* folder : {"detector", "tests", "bench"}) {
    if (!fs::exists(root / folder)) continue;
    for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
      const fs::path extension = entry.path().extension();
      if (extension != ".cc" && extension != ".h") continue;
      paths.push_back(entry.path().lexically_relative(root).generic_string());
    }
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

std::string ReadFile(const std::string& path) {
  std::ifstream in(fs::path(CALQUE_SOURCE_DIR) / path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

TEST(LayeringTest, SourcesKeepTheRules) {
  const std::vector<std::string> paths = SourcePaths();
  ASSERT_NE(std::find(paths.begin(), paths.end(), "detector/include/calque/detector.h"),
            paths.end())
      << "CALQUE_SOURCE_DIR is not the root of the sources: " << CALQUE_SOURCE_DIR;
  for (const std::string& path : paths) {
    for (const std::string& complaint : CheckSource(path, ReadFile(path))) {
      ADD_FAILURE() << complaint;
    }
  }
}

// The table itself must not lead round in a circle: rooms may only name rooms above them in it.
TEST(LayeringTest, TableOfRoomsGoesOnlyDownwards) {
  std::vector<std::string_view> below;
  for (const RoomRule& rule : kRooms) {
    for (std::string_view room : rule.may_include) {
      EXPECT_TRUE(Contains(below, room)) << rule.room << " -> " << room;
    }
    below.push_back(rule.room);
  }
}

// ---- The checkers themselves ----

TEST(LayeringTest, ParsesIncludeLines) {
  const std::vector<Include> includes = ParseIncludes(
      "// #include \"no.h\"\n#include \"detector/text/token_key.h\"  // why\n"
      "  #  include <zlib.h>\n#include<vector>\nint include;\n#include MACRO\n");
  ASSERT_EQ(includes.size(), 3u);
  EXPECT_EQ(includes[0].header, "detector/text/token_key.h");
  EXPECT_EQ(includes[0].line, 2u);
  EXPECT_EQ(includes[1].header, "zlib.h");
  EXPECT_EQ(includes[2].header, "vector");
}

TEST(LayeringTest, JudgesIncludes) {
  struct Case {
    const char* path;
    const char* header;
    bool allowed;
  };
  constexpr std::array kCases = {
      // Downwards, within a room, public headers.
      Case{"detector/scoring/verdict.cc", "detector/lm/ngram_model.h", true},
      Case{"detector/lm/ngram_model.cc", "detector/lm/ngram_table.h", true},
      Case{"detector/text/charset.cc", "calque/charset.h", true},
      Case{"detector/detector.cc", "detector/scoring/verdict.h", true},
      Case{"detector/cli/scan.cc", "detector/batch/scanner.h", true},
      Case{"detector/reports/html_report.cc", "calque/detector.h", true},
      // Upwards, sideways, past the front door, into or out of nowhere.
      Case{"detector/lm/ngram_model.cc", "detector/scoring/verdict.h", false},
      Case{"detector/lm/ngram_model.cc", "detector/dictionary/dictionary.h", false},
      Case{"detector/text/segmenter.cc", "detector/storage/pack.h", false},
      Case{"detector/storage/pack.h", "detector/text/token_key.h", false},
      Case{"detector/compiler/entry_source.cc", "detector/training/counter.h", false},
      Case{"detector/scoring/verdict.cc", "detector/compiler/lexicon.h", false},
      Case{"detector/scoring/verdict.cc", "calque/detector.h", false},
      Case{"detector/documents/warc_reader.cc", "detector/text/unicode.h", false},
      Case{"detector/reports/record_writer.cc", "detector/documents/document.h", false},
      Case{"detector/batch/scanner.cc", "detector/cli/scan.h", false},
      Case{"detector/include/calque/detector.h", "detector/text/token_key.h", false},
      Case{"detector/text/segmenter.cc", "detector/include/calque/report.h", false},
      Case{"detector/attic/attic.cc", "calque/report.h", false},
      Case{"detector/cli/scan.cc", "scan.h", false},
      // Libraries in their files, and out of them.
      Case{"detector/text/unicode.cc", "boost/locale.hpp", true},
      Case{"detector/text/unicode.h", "boost/locale.hpp", false},
      Case{"detector/text/unicode.cc", "boost/algorithm/string.hpp", false},
      Case{"detector/compiler/lexicon.cc", "hunspell/hunspell.hxx", true},
      Case{"detector/dictionary/dictionary.cc", "hunspell/hunspell.hxx", false},
      Case{"detector/documents/jsonl_reader.cc", "simdjson.h", true},
      Case{"detector/cli/scan.cc", "simdjson.h", false},
      Case{"detector/lm/table_codec.cc", "zstd.h", true},
      Case{"detector/lm/table_codec.cc", "zlib.h", false},
      Case{"detector/documents/compressed_output.cc", "zlib.h", true},
      Case{"detector/batch/output.cc", "zlib.h", false},
      Case{"detector/cli/scan.cc", "CLI/CLI.hpp", true},
      Case{"detector/batch/scanner.cc", "CLI/CLI.hpp", false},
      Case{"detector/storage/pack.cc", "isa-l/crc.h", true},
      Case{"detector/storage/pack_writer.cc", "isa-l.h", false},
      Case{"detector/dictionary/dictionary.cc", "absl/container/flat_hash_map.h", true},
      Case{"detector/include/calque/report.h", "absl/container/flat_hash_map.h", false},
      Case{"detector/dictionary/dictionary.cc", "absl/strings/str_cat.h", false},
      Case{"detector/storage/pack.cc", "sys/mman.h", true},
      Case{"detector/storage/pack.cc", "vector", true},
      Case{"detector/storage/pack.cc", "unicode/uchar.h", false},
  };
  for (const Case& c : kCases) {
    EXPECT_EQ(!CheckInclude(c.path, c.header).has_value(), c.allowed)
        << c.path << " includes " << c.header;
  }
}

TEST(LayeringTest, RefusesWhatAFileMustNotBe) {
  const std::string good = "// Says what it is for.\n#include <vector>\n";
  const std::string guarded =
      "// Says.\n#ifndef CALQUE_DETECTOR_LM_A_H_\n#define CALQUE_DETECTOR_LM_A_H_\n\n"
      "#endif  // CALQUE_DETECTOR_LM_A_H_\n";
  std::string long_file = good;
  for (int i = 0; i < 400; ++i) long_file += "int a;\n";
  std::string long_header = guarded;
  long_header.insert(long_header.find("\n\n") + 1, std::string(150, '\n'));
  const std::string mark = std::string("TO") + "DO";
  const std::vector<std::pair<std::string, std::string>> refused = {
      {"detector/lm/a.cc", "#include <vector>\n// Too late.\n"},
      {"detector/lm/a.cc", ""},
      {"detector/lm/a.cc", long_file},
      {"detector/lm/a.h", long_header},
      {"detector/lm/a.cc", good + "// " + mark + "(me): later\n"},
      {"tests/lm/a_test.cc", good + "// " + "X" + "XX\n"},
      {"detector/lm/a.cc", good + "// caf\xc3\xa9\n"},
      {"detector/lm/b.h", guarded},
      {"detector/lm/a.h", good},
      {"detector/lm/a.h", guarded + "int after_the_guard;\n"},
      {"detector/lm/util.cc", good},
      {"detector/common/a.cc", good},
      {"detector/lm/a.cc", good + "#include \"detector/cli/scan.h\"\n"},
  };
  for (const auto& [path, content] : refused) {
    EXPECT_EQ(CheckSource(path, content).size(), 1u) << path << "\n" << content.substr(0, 80);
  }
  const std::vector<std::pair<std::string, std::string>> accepted = {
      {"detector/lm/a.cc", good},
      {"detector/lm/a.h", guarded},
      {"tests/lm/a_test.cc", good + "#include \"detector/cli/scan.h\"\n// caf\xc3\xa9\n"},
      {"tests/lm/a_test.cc", long_file},
      {"detector/lm/a.cc", good + "char name[] = \"x-XXXXXX\";\n"},
  };
  for (const auto& [path, content] : accepted) {
    EXPECT_EQ(CheckSource(path, content), Complaints{}) << path;
  }
}

TEST(LayeringTest, NamesGuardsAfterThePath) {
  EXPECT_EQ(GuardFor("detector/text/token_key.h"), "CALQUE_DETECTOR_TEXT_TOKEN_KEY_H_");
  EXPECT_EQ(GuardFor("detector/include/calque/report.h"), "CALQUE_REPORT_H_");
  EXPECT_EQ(GuardFor("tests/lm/toy_model.h"), "CALQUE_TESTS_LM_TOY_MODEL_H_");
}

}  // namespace
}  // namespace calque
