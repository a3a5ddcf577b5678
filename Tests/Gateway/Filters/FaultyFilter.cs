using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace LlmAspire.Tests.Gateway.Filters;

/// <summary>Filters that fail, each in a way that has a name.</summary>
internal static class FaultyFilter
{
    /// <summary>Starts one.</summary>
    /// <param name="how">The way it fails.</param>
    /// <returns>A filter that listens.</returns>
    public static Task<ScriptedFilter> StartAsync(string how) => ScriptedFilter.StartAsync(
        talk => FailAsync(talk, how),
        how == "HTTP/1.1 only" ? HttpProtocols.Http1 : HttpProtocols.Http2,
        how switch
        {
            "no headers" => context => Task.Delay(Timeout.Infinite, context.RequestAborted),
            "status 404" => context => AnswerAsync(context, 404, "text/event-stream"),
            "status 503" => context => AnswerAsync(context, 503, "text/event-stream"),
            "not an event stream" => context => AnswerAsync(context, 200, "text/html"),
            _ => null,
        });

    /// <summary>Where it is said to answer.</summary>
    /// <param name="filter">The filter.</param>
    /// <param name="how">The way it fails.</param>
    /// <returns>The address.</returns>
    public static Uri AddressOf(ScriptedFilter filter, string how) => how == "not there" ? new Uri("http://127.0.0.1:9/") : filter.Address;

    /// <summary>How many events it acknowledges before it fails.</summary>
    /// <param name="how">The way it fails.</param>
    /// <returns>The number.</returns>
    public static int AcknowledgedBy(string how) => how switch
    {
        "not there" or "HTTP/1.1 only" or "status 404" or "status 503" or "not an event stream" or "no headers" or "hangs" or "aborts at once" => 0,
        "a number twice" => 3,
        _ => 2,
    };

    /// <summary>Answers in groups until the plan says to die.</summary>
    /// <param name="talk">The exchange.</param>
    /// <param name="plan">The plan.</param>
    /// <returns>When it has died.</returns>
    public static async Task DieAsync(FilterTalk talk, KillPlan plan)
    {
        var left = plan.After;
        var group = new StringBuilder();
        var size = 0;
        await foreach (var (number, block) in talk.EventsAsync())
        {
            var isLast = ++size == plan.GroupSize || block.Contains("[DONE]", StringComparison.Ordinal);
            group.Append(isLast ? block : block.Replace($"id: {number}\n", "", StringComparison.Ordinal));
            if (!isLast)
            {
                continue;
            }

            var text = group.ToString();
            group.Clear();
            size = 0;
            if (text.Length > left)
            {
                await talk.SendAsync(text[..left]);
                if (!plan.InOrder)
                {
                    talk.Abort();
                }

                return;
            }

            left -= text.Length;
            plan.Acknowledged = (int)number;
            await talk.SendAsync(text);
        }
    }

    private static async Task FailAsync(FilterTalk talk, string how)
    {
        if (how is "status 404" or "status 503" or "not an event stream")
        {
            return;
        }

        if (how == "aborts at once")
        {
            talk.Abort();
            return;
        }

        if (how == "hangs")
        {
            await talk.HangAsync();
        }

        await foreach (var (number, block) in talk.EventsAsync())
        {
            if (number <= 2)
            {
                await talk.SendAsync(block);
                continue;
            }

            await MisbehaveAsync(talk, how, number, block);
            return;
        }
    }

    private static async Task MisbehaveAsync(FilterTalk talk, string how, long number, string block)
    {
        switch (how)
        {
            case "ends after two":
                return;
            case "aborts after two":
                talk.Abort();
                return;
            case "aborts within an event":
                await talk.SendAsync(block[..(block.Length / 2)]);
                talk.Abort();
                return;
            case "hangs after two":
                break;
            case "a group that never ends":
                await SendForEverAsync(talk, block.Replace($"id: {number}\n", "", StringComparison.Ordinal));
                return;
            default:
                await talk.SendAsync(Wrong(how, number, block));
                if (how == "garbage that is no line")
                {
                    return;
                }

                break;
        }

        await talk.HangAsync();
    }

    private static string Wrong(string how, long number, string block) => how switch
    {
        "garbage" => "<html>no</html>\nid: 3\n\n",
        "garbage that is no line" => new string('x', 1000),
        "a number that was not sent" => block.Replace($"id: {number}\n", "id: 99\n", StringComparison.Ordinal),
        "a number twice" => block + block,
        "numbers backwards" => block.Replace($"id: {number}\n", "id: 1\n", StringComparison.Ordinal),
        "a number that is none" => block.Replace($"id: {number}\n", "id: three\n", StringComparison.Ordinal),
        "a verdict that is no JSON" => "event: filter.verdict\ndata: {\"action\":\n\n",
        _ => throw new ArgumentOutOfRangeException(nameof(how), how, null),
    };

    private static async Task SendForEverAsync(FilterTalk talk, string block)
    {
        while (!talk.Context.RequestAborted.IsCancellationRequested)
        {
            await talk.SendAsync(block);
        }
    }

    private static async Task AnswerAsync(HttpContext context, int status, string contentType)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        await context.Response.WriteAsync("instead", context.RequestAborted);
    }
}
