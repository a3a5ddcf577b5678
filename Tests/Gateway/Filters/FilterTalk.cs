using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace LlmAspire.Tests.Gateway.Filters;

/// <summary>One exchange as the filter sees it.</summary>
/// <param name="context">The exchange.</param>
internal sealed class FilterTalk(HttpContext context)
{
    private readonly StringBuilder _received = new();

    /// <summary>Everything that has come, as text.</summary>
    public string Received => _received.ToString();

    /// <summary>The exchange.</summary>
    public HttpContext Context => context;

    /// <summary>The events as they come, with their numbers.</summary>
    /// <returns>Each event as it was sent, its blank line included.</returns>
    public async IAsyncEnumerable<(long Number, string Block)> EventsAsync()
    {
        // A text of bytes as they are: what is sent back must be what came, whatever its encoding.
        using var reader = new StreamReader(context.Request.Body, Encoding.Latin1, leaveOpen: true);
        var block = new StringBuilder();
        while (await reader.ReadLineAsync(context.RequestAborted) is { } line)
        {
            _received.Append(line).Append('\n');
            block.Append(line).Append('\n');
            if (line.Length == 0)
            {
                var text = block.ToString();
                block.Clear();
                var id = text.LastIndexOf("id: ", StringComparison.Ordinal);
                yield return (long.Parse(text.AsSpan(id + 4).Trim(), CultureInfo.InvariantCulture), text);
            }
        }
    }

    /// <summary>Sends text back at once.</summary>
    /// <param name="text">The text, one byte a character.</param>
    /// <returns>When it is with the transport.</returns>
    public async Task SendAsync(string text)
    {
        await context.Response.Body.WriteAsync(Encoding.Latin1.GetBytes(text), context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }

    /// <summary>Breaks the exchange off.</summary>
    public void Abort() => context.Abort();

    /// <summary>Waits until the gateway ends the exchange.</summary>
    /// <returns>Never in peace.</returns>
    public Task HangAsync() => Task.Delay(Timeout.Infinite, context.RequestAborted);
}
