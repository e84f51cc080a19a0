package org.tetrarch.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** Starting and stopping. */
final class StartTest extends ServerTest {

  @Test
  void takenPortIsNamedAndNothingIsLeftBehind() {
    int port = server.port();
    assertThatThrownBy(() -> WebServer.start(WebConfig.loopback(port), ports(), meters))
        .isInstanceOf(WebServerException.class)
        .hasMessage(
            "port " + port + " on 127.0.0.1 is taken: stop what uses it, or choose another port");
    assertThat(node.chain.listenerCount()).isEqualTo(1);
  }

  @Test
  void addressThatIsNotOursIsNamed() {
    WebConfig elsewhere = WebConfig.loopback(0).at("203.0.113.7", Set.of());
    assertThatThrownBy(() -> WebServer.start(elsewhere, ports(), meters))
        .isInstanceOf(WebServerException.class)
        .hasMessageContaining("203.0.113.7");
    WebConfig nowhere = WebConfig.loopback(0).at("no-such-host.invalid", Set.of());
    assertThatThrownBy(() -> WebServer.start(nowhere, ports(), meters))
        .isInstanceOf(WebServerException.class)
        .hasMessageContaining("no-such-host.invalid");
  }

  @Test
  void closedServerFreesItsPort() throws Exception {
    int port = server.port();
    server.close();
    try (WebServer next = WebServer.start(WebConfig.loopback(port), ports(), meters)) {
      assertThat(next.port()).isEqualTo(port);
    }
  }
}
