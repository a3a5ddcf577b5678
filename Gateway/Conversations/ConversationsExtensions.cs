using LlmAspire.Gateway.Conversations.Endpoints;
using Microsoft.Extensions.Options;

namespace LlmAspire.Gateway.Conversations;

/// <summary>Registers the history of conversations.</summary>
internal static class ConversationsExtensions
{
    /// <summary>The name of the connection string.</summary>
    public const string ConnectionName = "redis";

    /// <summary>Adds history: in Redis when connection string <c>redis</c> is set, else in memory.</summary>
    /// <param name="services">The gateway's registrations.</param>
    /// <param name="configuration">Where the connection string stands.</param>
    /// <returns>The same registrations.</returns>
    public static IServiceCollection AddConversations(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptionsWithValidateOnStart<ConversationOptions>().BindConfiguration(ConversationOptions.SectionName);
        services.AddSingleton<IValidateOptions<ConversationOptions>, ConversationOptionsValidator>();
        services.AddSingleton<HistoryLosses>();
        if (configuration.GetConnectionString(ConnectionName) is { Length: > 0 } connection)
        {
            services.AddSingleton(provider => new RedisConnection(connection, provider.GetRequiredService<HistoryLosses>()));
            services.AddSingleton<RedisCommands>();
            services.AddSingleton<RedisIndex>();
            services.AddSingleton<IConversationStore, RedisConversationStore>();
            services.AddSingleton<IConversationCatalog, RedisConversationCatalog>();
            services.AddSingleton<IResponseStore, RedisResponseStore>();
        }
        else
        {
            services.AddSingleton<MemoryConversations>();
            services.AddSingleton<IConversationStore, MemoryConversationStore>();
            services.AddSingleton<IConversationCatalog, MemoryConversationCatalog>();
            services.AddSingleton<IResponseStore, MemoryResponseStore>();
        }

        services.AddSingleton<HistoryState>();
        services.AddSingleton<HistoryTelemetry>();
        services.AddSingleton<ConversationHistory>();
        services.AddSingleton<ConversationOpener>();
        services.AddHostedService<HistoryWatch>();
        services.AddSingleton<ConversationItems>();
        services.AddSingleton<ConversationEndpoints>();
        services.AddSingleton<ItemEndpoints>();
        services.AddSingleton<ResponseEndpoints>();

        // It says at every poll what HistoryState says once.
        services.AddLogging(logging => logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks.DefaultHealthCheckService", LogLevel.Error));
        services.AddHealthChecks().AddCheck<HistoryHealthCheck>("history");
        return services;
    }
}
