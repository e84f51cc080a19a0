package org.tetrarch.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tetrarch.web.fake.FakeNode;
import org.tetrarch.web.http.SecurityHeaders;

/** Who may ask, and what every answer carries. */
final class GuardTest extends ServerTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"localhost", "localhost:8545", "LOCALHOST", "127.0.0.1:1", "[::1]", "[::1]:8545"})
  void ownNamesAreAnswered(String host) throws Exception {
    assertThat(statusFor(server, host)).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"evil.example", "evil.example:8545", "localhost.evil.example", "127.0.0.1.nip.io"})
  void foreignNamesAreRefusedSinceDnsMayPointThemHere(String host) throws Exception {
    assertThat(statusFor(server, host)).isEqualTo(403);
  }

  @Test
  void configuredNamesAreAnsweredToo() throws Exception {
    WebConfig config = WebConfig.loopback(0).at("127.0.0.1", Set.of("Node0.Example"));
    try (WebServer named = WebServer.start(config, ports(), meters)) {
      assertThat(statusFor(named, "node0.example:443")).isEqualTo(200);
      assertThat(statusFor(named, "node1.example")).isEqualTo(403);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:3000",
        "http://127.0.0.1:8546",
        "https://localhost",
        "http://[::1]:80"
      })
  void pagesFromThisMachineMayReadAnswers(String origin) throws Exception {
    Client.Answer answer = client.send(client.request("/api/v1/network").header("Origin", origin));
    assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(origin);
    Client.Answer preflight = preflight(origin);
    assertThat(preflight.status()).isEqualTo(204);
    assertThat(preflight.header("Access-Control-Allow-Headers")).contains("Content-Type");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://evil.example",
        "null",
        "http://localhost.evil.example",
        "file://",
        "http://",
        "http://evil.example#localhost",
        "chrome-extension://abcdef"
      })
  void pagesFromElsewhereGetNoCorsHeader(String origin) throws Exception {
    Client.Answer answer = client.send(client.request("/api/v1/network").header("Origin", origin));
    assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
    assertThat(preflight(origin).header("Access-Control-Allow-Methods")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/api/v1/network", "/nothing", "/favicon.ico", "/metrics"})
  void everyAnswerCarriesTheSecurityHeaders(String path) throws Exception {
    Client.Answer answer = client.get(path);
    assertThat(answer.header("Content-Security-Policy"))
        .contains("default-src 'none'")
        .contains("script-src 'self';")
        .contains("frame-ancestors 'none'")
        .doesNotContain("unsafe");
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(answer.header("Server")).isEmpty();
  }

  @Test
  void pagesMayReadFromTheOtherNodesOfTheNetworkAndNobodyElse() throws Exception {
    assertThat(client.get("/").header("Content-Security-Policy"))
        .contains("connect-src 'self' " + String.join(" ", FakeNode.EXPLORERS) + ";");
    assertThatThrownBy(() -> new SecurityHeaders(List.of("http://a; script-src *")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private Client.Answer preflight(String origin) throws Exception {
    return client.send(
        client
            .request("/rpc")
            .header("Origin", origin)
            .header("Access-Control-Request-Method", "POST")
            .method("OPTIONS", HttpRequest.BodyPublishers.noBody()));
  }

  private static int statusFor(WebServer asked, String host) throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), asked.port())) {
      String request = "GET /health HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      return Integer.parseInt(answer.substring(9, 12));
    }
  }
}
