using Microsoft.Playwright;

namespace LlmAspire.Tests.AppHost;

/// <summary>What a person sees: the real dashboard in a real browser.</summary>
[Collection(WholeApp.Name)]
public sealed class DashboardPagesTests(LlmAspireApp fixture)
{
    private const float PatienceMilliseconds = 60_000;

    // A folder to keep the pictures in, for the README's images and for a look at what the tests saw; none are kept when it is not set.
    private static readonly string? Pictures = Environment.GetEnvironmentVariable("TEST_SCREENSHOTS");

    [Fact]
    public async Task The_resources_page_shows_every_resource_running_and_healthy()
    {
        await using var browser = await DashboardBrowser.StartAsync(fixture);
        var page = await browser.OpenAsync("/");

        foreach (var resource in new[] { "gateway", "filter-service", "mock-llm", "redis" })
        {
            await Assertions.Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = resource }).Filter(new() { HasText = "Running" }).First)
                .ToBeVisibleAsync(new() { Timeout = PatienceMilliseconds });
        }

        await KeepAsync(page, "resources");
    }

    [Fact]
    public async Task The_console_page_shows_what_a_service_prints()
    {
        using var deadline = LlmAspireApp.Deadline();
        await SendChatAsync("mock-3x5", deadline.Token);
        await using var browser = await DashboardBrowser.StartAsync(fixture);

        var page = await browser.OpenAsync("/consolelogs/resource/gateway");

        await Assertions.Expect(page.GetByText("mock-3x5").First).ToBeVisibleAsync(new() { Timeout = PatienceMilliseconds });
        await KeepAsync(page, "console");
    }

    [Fact]
    public async Task The_trace_page_opens_a_dialog_with_the_messages_and_tokens_of_the_chat()
    {
        using var deadline = LlmAspireApp.Deadline();
        var traceId = await SendChatAsync("mock-12x30", deadline.Token);
        await fixture.Dashboard.WaitForTraceAsync(
            traceId, spans => spans.Any(span => span.Name == "chat mock-12x30") && spans.Any(span => span.Service == "mock-llm"), deadline.Token);
        await using var browser = await DashboardBrowser.StartAsync(fixture);

        var page = await browser.OpenAsync($"/traces/detail/{traceId}");
        await Assertions.Expect(page.GetByText("chat mock-12x30").First).ToBeVisibleAsync(new() { Timeout = PatienceMilliseconds });
        await KeepAsync(page, "trace");

        await page.GetByTitle("GenAI").First.ClickAsync(new() { Timeout = PatienceMilliseconds });
        await Assertions.Expect(page.GetByText("Tell me what you see").First).ToBeVisibleAsync(new() { Timeout = PatienceMilliseconds });
        await KeepAsync(page, "genai");
    }

    private static async Task KeepAsync(IPage page, string name)
    {
        if (Pictures is not null)
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(Pictures, name + ".png") });
        }
    }

    private async Task<string> SendChatAsync(string model, CancellationToken cancellationToken)
    {
        using var client = fixture.CreateGatewayClient();
        using var request = ChatRequest.Create(model, "Tell me what you see");
        using var response = await client.SendAsync(request, cancellationToken);
        await response.Content.ReadAsStringAsync(cancellationToken);
        return response.Headers.GetValues("x-trace-id").Single();
    }
}
