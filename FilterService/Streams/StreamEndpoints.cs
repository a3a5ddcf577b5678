using LlmAspire.FilterService.Dialects;
using LlmAspire.FilterService.Rules;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace LlmAspire.FilterService.Streams;

/// <summary>
/// The stream protocol, <c>POST /filters/{name}/stream</c>: one exchange for one answer, events both ways at the same time
/// (docs/filters.md).
/// </summary>
internal static partial class StreamEndpoints
{
    private const string EventStream = "text/event-stream";

    /// <summary>Maps the protocol.</summary>
    /// <param name="app">The service.</param>
    public static void MapStreamFilters(this IEndpointRouteBuilder app) => app.MapPost("/filters/{name}/stream", FilterAsync);

    private static async Task<Results<EmptyHttpResult, ProblemHttpResult>> FilterAsync(
        string name, HttpContext context, FilterCatalog filters, IOptions<FilterServiceOptions> options, ILogger<FilterSession> logger)
    {
        if (filters.Find(name) is not { } rules)
        {
            return TypedResults.Problem(filters.DescribeMissing(name), statusCode: StatusCodes.Status404NotFound);
        }

        if (Unreadable(context.Request.Headers, out var dialect) is { } problem)
        {
            Log.Unreadable(logger, name, problem);
            return TypedResults.Problem(problem, statusCode: StatusCodes.Status415UnsupportedMediaType);
        }

        context.Response.ContentType = EventStream;
        context.Response.Headers.CacheControl = "no-store";

        // Before the first byte is read: the gateway must not have to send something to learn that the filter is there.
        await context.Response.StartAsync(context.RequestAborted);
        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
        var isRequest = context.Request.Headers[StreamHeaders.OriginalDirection] == StreamHeaders.Request;
        using var session = new FilterSession(rules, dialect!, isRequest, context.Response.BodyWriter);
        await StreamPump.RunAsync(
            context.Request.BodyReader, context.Response.BodyWriter, session, options.Value.MaxEventBytes, context.RequestAborted);
        Log.Filtered(logger, name, session.Events, session.Matches);
        return TypedResults.Empty;
    }

    private static string? Unreadable(IHeaderDictionary headers, out Dialect? dialect)
    {
        var path = headers[StreamHeaders.OriginalPath].ToString();
        dialect = DialectCatalog.Find(path);
        if (dialect is null)
        {
            return $"The call's path ({StreamHeaders.OriginalPath}) is none of an API that the filter reads; "
                + $"those end with {string.Join(", ", DialectCatalog.Paths)}.";
        }

        var type = headers[StreamHeaders.OriginalContentType].ToString();
        return MediaTypeHeaderValue.TryParse(type, out var parsed)
            && (parsed.MediaType.Equals(EventStream, StringComparison.OrdinalIgnoreCase)
                || parsed.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase))
            ? null
            : $"The filter reads {EventStream} and application/json ({StreamHeaders.OriginalContentType}).";
    }

    private static partial class Log
    {
        [LoggerMessage(200, LogLevel.Debug, "Filter {Filter}: {Events} events, {Matches} matches")]
        public static partial void Filtered(ILogger logger, string filter, long events, long matches);

        // At Debug, since it is one line a call; the gateway says it once, and on every span.
        [LoggerMessage(201, LogLevel.Debug, "Filter {Filter} cannot read a call: {Problem}")]
        public static partial void Unreadable(ILogger logger, string filter, string problem);
    }
}
