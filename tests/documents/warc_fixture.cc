// WARC records, put together line by line.
#include "tests/documents/warc_fixture.h"

#include <gtest/gtest.h>

#include <memory>
#include <utility>

#include "detector/documents/byte_stream.h"
#include "detector/documents/warc_reader.h"
#include "tests/documents/input_fixture.h"

namespace calque::documents {

std::string WarcRecord(std::string_view type, std::string_view head, std::string_view body) {
  std::string record = "WARC/1.0\r\nWARC-Type: ";
  record.append(type).append("\r\n").append(head);
  record.append("Content-Length: ").append(std::to_string(body.size())).append("\r\n\r\n");
  return record.append(body).append("\r\n\r\n");
}

std::string Conversion(const std::string& name, std::string_view text) {
  return WarcRecord("conversion",
                    "WARC-Record-ID: <urn:uuid:" + name +
                        ">\r\nWARC-Target-URI: http://a.example/" + name +
                        "\r\nContent-Type: text/plain\r\n",
                    text);
}

std::string Response(const std::string& name, std::string_view status, std::string_view head,
                     std::string_view body) {
  std::string message = "HTTP/1.1 ";
  message.append(status).append("\r\n").append(head).append("\r\n").append(body);
  return WarcRecord("response",
                    "WARC-Record-ID: <urn:uuid:" + name +
                        ">\r\nWARC-Target-URI: http://a.example/" + name +
                        "\r\nContent-Type: application/http; msgtype=response\r\n",
                    message);
}

WarcContent ReadWarc(std::string bytes, const ReadLimits& limits) {
  auto stream = ByteStream::Decompress(ByteStream::FromMemory(std::move(bytes), "dir/in.warc"),
                                       limits.stream);
  EXPECT_TRUE(stream.ok());
  WarcReader reader(*std::move(stream), limits);
  WarcContent content;
  content.documents = All(&reader);
  content.skipped = reader.skipped();
  return content;
}

}  // namespace calque::documents
