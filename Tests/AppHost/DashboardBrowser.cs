using Microsoft.Playwright;

namespace LlmAspire.Tests.AppHost;

/// <summary>The machine's own Chromium, headless, signed in to the dashboard.</summary>
internal sealed class DashboardBrowser : IAsyncDisposable
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;
    private readonly LlmAspireApp _app;

    private DashboardBrowser(IPlaywright playwright, IBrowser browser, LlmAspireApp app)
    {
        _playwright = playwright;
        _browser = browser;
        _app = app;
    }

    /// <summary>Starts it, or skips the test with the reason where there is none.</summary>
    public static async Task<DashboardBrowser> StartAsync(LlmAspireApp app)
    {
        var path = FindChromium();
        Assert.SkipWhen(path is null, "There is no Chromium on PATH to look at the dashboard with.");
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = path,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
        return new DashboardBrowser(playwright, browser, app);
    }

    /// <summary>Opens a page of the dashboard through its login link.</summary>
    public async Task<IPage> OpenAsync(string path)
    {
        var context = await _browser.NewContextAsync(new() { ViewportSize = new() { Width = 1400, Height = 760 }, ColorScheme = ColorScheme.Light });
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(_app.DashboardAddress, $"/login?t={_app.BrowserToken}&returnUrl={Uri.EscapeDataString(path)}").ToString());
        return page;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }

    private static string? FindChromium() => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .SelectMany(folder => Names.Select(name => Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);
}
