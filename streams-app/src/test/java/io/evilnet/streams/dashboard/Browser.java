package io.evilnet.streams.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * A new tab of a headless Chromium shared by all tests, since each start takes seconds. A test is
 * skipped if Chromium or its driver is not installed.
 */
public final class Browser implements AutoCloseable {

  private static final int WIDTH = 1440;
  private static final int HEIGHT = 1000;

  private static ChromeDriver shared;

  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  public static synchronized Browser open() {
    if (shared == null) {
      shared = start();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> shared.quit(), "browser-shutdown"));
    }
    try {
      return withNewTab();
    } catch (WebDriverException crashed) {
      shared = start();
      return withNewTab();
    }
  }

  private static Browser withNewTab() {
    Browser browser = new Browser(shared);
    browser.reset();
    return browser;
  }

  private static ChromeDriver start() {
    // The shell has no user interface, which uses a third of the CPU time of headless Chromium.
    Optional<Path> chromium =
        executable("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome");
    Optional<Path> chromedriver = executable("chromedriver");
    assumeTrue(
        chromium.isPresent() && chromedriver.isPresent(),
        "Chromium or chromedriver is not installed; the dashboard is not tested;"
            + " on Debian: apt-get install chromium-headless-shell chromium-driver");
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(chromium.orElseThrow().toFile());
    options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
    options.addArguments(
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--no-first-run",
        // A renderer shared by all pages compiles their scripts once.
        "--process-per-site",
        "--renderer-process-limit=1",
        "--disable-site-isolation-trials",
        "--disable-features=SpareRendererForSitePerProcess,site-per-process",
        // Without a GPU, each frame of an animation uses CPU time.
        "--force-prefers-reduced-motion",
        "--accept-lang=en-CA");
    // With explicit paths, Selenium neither searches for nor downloads a browser or driver.
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(chromedriver.orElseThrow().toFile())
            .withLogOutput(OutputStream.nullOutputStream())
            .build();
    return new ChromeDriver(service, options);
  }

  private static Optional<Path> executable(String... names) {
    return Stream.of(names)
        .flatMap(
            name ->
                Stream.of(System.getenv("PATH").split(File.pathSeparator))
                    .map(directory -> Path.of(directory, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * Replaces all tabs with a new one, without the emulated device, history, messages and storage of
   * the others.
   */
  private void reset() {
    String origin = (String) run("return location.origin");
    if (origin.startsWith("http:")) {
      driver.executeCdpCommand(
          "Storage.clearDataForOrigin", Map.of("origin", origin, "storageTypes", "all"));
    }
    Set<String> others = driver.getWindowHandles();
    newTab();
    String tab = driver.getWindowHandle();
    others.forEach(other -> driver.switchTo().window(other).close());
    driver.switchTo().window(tab);
    driver.executeCdpCommand("Network.clearBrowserCookies", Map.of());
    resize(WIDTH, HEIGHT);
    console();
  }

  public void go(URI address) {
    driver.manage().timeouts().pageLoadTimeout(Duration.ofSeconds(30));
    driver.get(address.toString());
  }

  /** Opens a new tab and switches to it; the others stay open. */
  void newTab() {
    driver.switchTo().newWindow(WindowType.TAB);
  }

  /** Switches to the first tab and closes the others. */
  void closeOtherTabs() {
    List<String> tabs = List.copyOf(driver.getWindowHandles());
    for (String tab : tabs.subList(1, tabs.size())) {
      driver.switchTo().window(tab).close();
    }
    driver.switchTo().window(tabs.get(0));
  }

  public void resize(int width, int height) {
    driver.manage().window().setSize(new Dimension(width, height));
  }

  /** Sets the width of the screen, which may be below the minimum width of a window. */
  public void width(int width) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", width < 600));
  }

  /** Sets the time zone of the device, such as America/Toronto. */
  public void timeZone(String id) {
    driver.executeCdpCommand("Emulation.setTimezoneOverride", Map.of("timezoneId", id));
  }

  /** Enables animations, which are disabled by default. */
  public void animate() {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(Map.of("name", "prefers-reduced-motion", "value", "no-preference"))));
  }

  /** Sets the language of the browser, such as fr-CA. */
  public void language(String tag) {
    driver.executeCdpCommand(
        "Emulation.setUserAgentOverride",
        Map.of("userAgent", run("return navigator.userAgent"), "acceptLanguage", tag));
  }

  /** Runs a script in each page before the scripts of the page. */
  public void beforeEachPage(String script) {
    driver.executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script));
  }

  /** Returns the displayed text of the first element. */
  public String text(String selector) {
    return texts(selector).get(0);
  }

  /** Returns the violations found by axe-core on the page as JSON; {@code []} if there are none. */
  public String violations() throws IOException {
    try (InputStream axe = getClass().getResourceAsStream("/axe.min.js")) {
      run(new String(axe.readAllBytes(), UTF_8));
    }
    return (String)
        runAsync(
            """
            const done = arguments[arguments.length - 1];
            axe.run().then(({violations}) => done(JSON.stringify(violations.map(
                ({id, nodes}) => [id, nodes.slice(0, 3).map(({html, any}) => [html, any[0]?.message])]))));
            """);
  }

  /** Returns the displayed texts of all elements, read at the same time. */
  public List<String> texts(String selector) {
    List<?> texts =
        (List<?>)
            run(
                "return [...document.querySelectorAll(arguments[0])].map(e => (e.innerText ?? e.textContent).trim())",
                selector);
    return texts.stream().map(String::valueOf).toList();
  }

  public WebElement find(String selector) {
    return driver.findElement(By.cssSelector(selector));
  }

  /** Presses keys on the focused element. */
  public void press(CharSequence... keys) {
    driver.switchTo().activeElement().sendKeys(keys);
  }

  public Object run(String script, Object... arguments) {
    return driver.executeScript(script, arguments);
  }

  Object runAsync(String script, Object... arguments) {
    driver.manage().timeouts().scriptTimeout(Duration.ofSeconds(30));
    return driver.executeAsyncScript(script, arguments);
  }

  public String status() {
    return (String) run("return document.body.dataset.status || ''");
  }

  public String address() {
    return driver.getCurrentUrl();
  }

  void back() {
    driver.navigate().back();
  }

  /** Returns the console messages since the last call. */
  public List<String> console() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(LogEntry::getMessage)
        .toList();
  }

  @Override
  public void close() {
    reset();
  }
}
