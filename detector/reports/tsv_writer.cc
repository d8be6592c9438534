// Fields are appended one by one; a tab goes before each but the first.
#include "detector/reports/tsv_writer.h"

#include <cstddef>
#include <string_view>

#include "detector/reports/number_format.h"
#include "detector/reports/utf8_char.h"

namespace calque::reports {
namespace {

void AppendEscapedAscii(char byte, std::string* out) {
  constexpr char kDigits[] = "0123456789abcdef";
  const auto value = static_cast<unsigned char>(byte);
  if (byte == '\t') {
    out->append("\\t");
  } else if (byte == '\n') {
    out->append("\\n");
  } else if (byte == '\r') {
    out->append("\\r");
  } else if (byte == '\\') {
    out->append("\\\\");
  } else if (value < 0x20 || value == 0x7F) {
    out->append("\\x");
    out->push_back(kDigits[value >> 4]);
    out->push_back(kDigits[value & 0xF]);
  } else {
    out->push_back(byte);
  }
}

void AppendEscaped(std::string_view field, std::string* out) {
  for (std::size_t pos = 0; pos < field.size();) {
    const Utf8Char next = DecodeChar(field, pos);
    if (!next.valid) {
      out->append(kReplacementBytes);
    } else if (next.length == 1) {
      AppendEscapedAscii(field[pos], out);
    } else {
      out->append(field.substr(pos, next.length));
    }
    pos += next.length;
  }
}

void AppendTextField(std::string_view field, std::string* out) {
  out->push_back('\t');
  AppendEscaped(field, out);
}

void AppendCountField(std::uint64_t value, std::string* out) {
  out->push_back('\t');
  AppendUnsigned(value, out);
}

void AppendFixedField(double value, int decimals, std::string* out) {
  out->push_back('\t');
  AppendFixed(value, decimals, out);
}

}  // namespace

void AppendTsvHeader(std::string* out) {
  out->append(
      "id\tverdict\tprobability\twords\thits\tdistinct\thits_per_1000\tgain_per_1000\tfluency\t"
      "translationese\tpath\trecord\terror\n");
}

void AppendTsvRow(const Report& report, const RecordSource& source, std::string* out) {
  const Evidence& evidence = report.evidence;
  AppendEscaped(source.id, out);
  AppendTextField(VerdictName(report.verdict), out);
  AppendFixedField(report.probability, 4, out);
  AppendCountField(report.words, out);
  AppendCountField(evidence.hits, out);
  AppendCountField(evidence.distinct, out);
  AppendFixedField(evidence.hits_per_1000, 1, out);
  AppendFixedField(evidence.gain_per_1000, 1, out);
  AppendFixedField(evidence.fluency, 2, out);
  if (evidence.translationese.has_value()) {
    AppendFixedField(*evidence.translationese, 3, out);
  } else {
    AppendTextField("", out);
  }
  AppendTextField(source.path, out);
  AppendCountField(source.record, out);
  AppendTextField("", out);
  out->push_back('\n');
}

void AppendTsvErrorRow(const Error& error, const RecordSource& source, std::string* out) {
  constexpr std::string_view kNoReport = "\t\t\t\t\t\t\t\t\t";  // verdict to translationese
  AppendEscaped(source.id, out);
  out->append(kNoReport);
  AppendTextField(source.path, out);
  AppendCountField(source.record, out);
  AppendTextField(ErrorCodeName(error.code), out);
  out->append(": ");
  AppendEscaped(error.message, out);
  out->push_back('\n');
}

}  // namespace calque::reports
