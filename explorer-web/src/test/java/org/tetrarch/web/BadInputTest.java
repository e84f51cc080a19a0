package org.tetrarch.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tetrarch.web.fake.Keys;

/** Whatever is asked wrongly gets a problem that names the field, and nothing of our inside. */
final class BadInputTest extends ServerTest {

  @ParameterizedTest
  @CsvSource({
    "/api/v1/blocks?limit=0, 400, limit",
    "/api/v1/blocks?limit=101, 400, limit",
    "/api/v1/blocks?limit=many, 400, limit",
    "/api/v1/blocks?limit=-1, 400, limit",
    "/api/v1/blocks?limit=99999999999999999999, 400, limit",
    "/api/v1/blocks?before=x, 400, before",
    "/api/v1/blocks/-1, 400, id",
    "/api/v1/blocks/newest, 400, id",
    "/api/v1/blocks/0x12, 400, id",
    "/api/v1/blocks/99999999999999999999, 400, id",
    "/api/v1/blocks/%3Cscript%3E, 400, id",
    "/api/v1/blocks/7, 404, id",
    "/api/v1/blocks/7/transactions, 404, id",
    "/api/v1/blocks/0/transactions?from=x, 400, from",
    "/api/v1/blocks/0/certificate, 404, id",
    "/api/v1/blocks/0x1111111111111111111111111111111111111111111111111111111111111111, 404, id",
    "/api/v1/transactions?before=1, 400, before",
    "/api/v1/transactions?before=1.99999999999, 400, before",
    "/api/v1/transactions/0x12, 400, hash",
    "/api/v1/transactions/0x1111111111111111111111111111111111111111111111111111111111111111,"
        + " 404, hash",
    "/api/v1/accounts/0x12, 400, address",
    "/api/v1/accounts/bob, 400, address",
    "/api/v1/accounts/0xzz11111111111111111111111111111111111111, 400, address",
    "/api/v1/accounts/0x1212121212121212121212121212121212121212?before=a.b, 400, before",
    "/api/v1/accounts/0x1212121212121212121212121212121212121212?limit=1000, 400, limit",
  })
  void wrongParameterIsNamed(String path, int status, String field) throws Exception {
    Client.Answer answer = client.get(path);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.json().path("field").asText()).isEqualTo(field);
    assertProblem(answer);
  }

  @Test
  void wrongChecksumIsRefused() throws Exception {
    String right = Keys.ALICE.address().checksummed();
    StringBuilder wrong = new StringBuilder(right);
    for (int i = 2; i < wrong.length(); i++) {
      char letter = wrong.charAt(i);
      if (Character.isLetter(letter)) {
        wrong.setCharAt(
            i,
            Character.isUpperCase(letter)
                ? Character.toLowerCase(letter)
                : Character.toUpperCase(letter));
        break;
      }
    }
    Client.Answer answer = client.get("/api/v1/accounts/" + wrong);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().get("detail").asText()).contains("checksum");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /nothing, 404",
    "GET, /api/v1, 404",
    "GET, /api/v1/nothing, 404",
    "GET, /api/v2/blocks, 404",
    "GET, /assets/nothing.js, 404",
    "GET, /rpc, 405",
    "POST, /api/v1/blocks, 405",
    "DELETE, /, 405",
    "PATCH, /api/v1/network, 405",
  })
  void pathOrMethodThatIsNotThereIsAProblem(String method, String path, int status)
      throws Exception {
    Client.Answer answer =
        client.send(client.request(path).method(method, HttpRequest.BodyPublishers.noBody()));
    assertThat(answer.status()).isEqualTo(status);
    assertProblem(answer);
  }

  @ParameterizedTest
  @CsvSource({
    "GET /api/v1/blocks/%2e%2e%2f HTTP/1.1",
    "GET /api/v1/blocks/..;/ HTTP/1.1",
    "GET /%00 HTTP/1.1",
    "GET /%zz HTTP/1.1",
    "GET / HTTP/9.9",
    "GE\u0001T / HTTP/1.1",
    "nonsense",
  })
  void malformedRequestLineGetsNoPageOfTheWebServer(String line) throws Exception {
    String answer = raw(line + "\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    assertThat(answer).containsPattern("^HTTP/1.1 (4..|505) ");
    assertThat(answer)
        .doesNotContainIgnoringCase("jetty")
        .doesNotContain("Exception")
        .doesNotContain("<html");
  }

  @Test
  void headersThatAreTooLongAreRefused() throws Exception {
    String answer =
        raw(
            "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX: "
                + "x".repeat(20_000)
                + "\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 431").doesNotContainIgnoringCase("jetty");
  }

  /** Sends bytes that no HTTP client would. */
  private String raw(String request) throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(10_000);
      OutputStream out = socket.getOutputStream();
      out.write(request.getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  private static void assertProblem(Client.Answer answer) {
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.json().path("status").asInt()).isEqualTo(answer.status());
    assertThat(answer.json().path("type").asText()).isEqualTo("about:blank");
    assertThat(answer.json().path("title").asText()).isNotBlank();
    assertThat(answer.json().path("detail").asText()).endsWith(".");
    assertThat(answer.raw().body()).doesNotContain("Exception").doesNotContain("\tat ");
  }
}
