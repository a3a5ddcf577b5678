using System.Buffers;
using LlmAspire.FilterService.Rules;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace LlmAspire.FilterService.Chunks;

/// <summary>
/// The chunk protocol: <c>POST /filters/{name}/{path}</c>, where the path is that of the filtered call and the body is one transport chunk
/// of its answer. A 200 carries the chunk that replaces it; a 422 says that a rule blocks it.
/// </summary>
internal static partial class ChunkEndpoints
{
    /// <summary>Maps the protocol.</summary>
    /// <param name="app">The service.</param>
    public static void MapChunkFilters(this IEndpointRouteBuilder app) => app.MapPost("/filters/{name}/{**path}", FilterAsync);

    private static async Task<Results<EmptyHttpResult, ProblemHttpResult>> FilterAsync(
        string name, HttpContext context, FilterCatalog filters, IOptions<FilterServiceOptions> options, ILogger<FilterCatalog> logger)
    {
        if (filters.Find(name) is not { } rules)
        {
            return TypedResults.Problem(filters.DescribeMissing(name), statusCode: StatusCodes.Status404NotFound);
        }

        var limit = options.Value.MaxChunkBytes;
        if (await ChunkBody.ReadAsync(context.Request, limit, context.RequestAborted) is not { } chunk)
        {
            return TypedResults.Problem($"The chunk is longer than {limit} bytes (FilterService:MaxChunkBytes).", statusCode: StatusCodes.Status413PayloadTooLarge);
        }

        var output = new ArrayBufferWriter<byte>(chunk.Length + 1);
        var matched = ChunkRewriter.Rewrite(rules, chunk, output);
        if (matched.FirstOrDefault(rule => rule.Action == RuleAction.Block) is { } blocked)
        {
            Log.Blocked(logger, name, blocked.Name);
            return TypedResults.Problem($"Rule '{blocked.Name}' blocks the chunk.", statusCode: StatusCodes.Status422UnprocessableEntity);
        }

        context.Response.ContentType = "application/octet-stream";
        context.Response.ContentLength = output.WrittenCount;
        await context.Response.Body.WriteAsync(output.WrittenMemory, context.RequestAborted);
        Log.Filtered(logger, name, chunk.Length, matched.Count);
        return TypedResults.Empty;
    }

    private static partial class Log
    {
        // A streamed answer makes one call a chunk: at Information these lines would bury all others.
        [LoggerMessage(100, LogLevel.Debug, "Filter {Filter}: {Bytes} bytes, {Replaced} replaced")]
        public static partial void Filtered(ILogger logger, string filter, int bytes, int replaced);

        [LoggerMessage(101, LogLevel.Information, "Filter {Filter} blocked a chunk: rule {Rule}")]
        public static partial void Blocked(ILogger logger, string filter, string rule);
    }
}
